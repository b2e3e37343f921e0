import { readHocr } from './read-hocr.js';

const HOCR = `<?xml version="1.0" encoding="UTF-8"?>
<html><body><div class='ocr_page' title='image "stdin"; bbox 0 0 500 80'>
<p class='ocr_par' lang='eng' title="bbox 22 50 456 80">
 <span class='ocr_line' title="bbox 22 50 456 80; baseline 0 0; x_size 35.4; x_descenders 5.4; x_ascenders 10">
  <span class='ocrx_word' title='bbox 22 50 212 80; x_wconf 77'><strong>R&amp;D</strong></span>
  <span class='ocrx_word' title='bbox 235 50 456 80; x_wconf 59'>Łódź</span>
 </span>
 <span class='ocr_header' title="bbox 22 100 90 130"><span class='ocrx_word' title='bbox 22 100 90 130; x_wconf 96'>Ende</span></span>
</p></div></body></html>`;

describe('hOCR', () => {
  it('gives lines with their height and words with box and confidence', () => {
    expect(readHocr(HOCR)).toEqual([
      {
        height: 35.4,
        words: [
          { text: 'R&D', confidence: 0.77, box: [22, 50, 212, 80] },
          { text: 'Łódź', confidence: 0.59, box: [235, 50, 456, 80] },
        ],
      },
      { height: 30, words: [{ text: 'Ende', confidence: 0.96, box: [22, 100, 90, 130] }] },
    ]);
  });

  it('gives nothing for a page without text', () => {
    expect(readHocr('<html><body><div class="ocr_page" title="bbox 0 0 1 1"></div></body></html>')).toEqual([]);
  });
});
