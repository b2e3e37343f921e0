/** A CV of as many pages as wanted, as a PDF of plain text: three dated positions a page. Invented, the same each time. */
export function longCv(pages) {
  const escapePdf = (text) => text.replace(/[\\()]/g, (c) => `\\${c}`);
  const linesOf = (page) => [
    ...(page === 0
      ? [
          ['Robin Ashgrove', 20],
          ['robin.ashgrove@example.com | +44 20 7946 0018', 10],
          ['Work Experience', 14],
        ]
      : []),
    ...[0, 1, 2].flatMap((entry) => {
      const year = 2025 - page * 3 - entry;
      const shown = Math.max(1901, year);
      return [
        [`Project Engineer ${page + 1}.${entry + 1}`, 11],
        [`Company ${String.fromCharCode(65 + ((page + entry) % 26))} Works Ltd, Leeds`, 10],
        [`01/${shown} - 12/${shown}`, 10],
        ...Array.from({ length: 9 }, (_, i) => [
          `- Delivered part ${i + 1} of the programme on time and kept the records of the team in order`,
          10,
        ]),
      ];
    }),
  ];
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  const kids = [];
  for (let page = 0; page < pages; page++) {
    let y = 800;
    const stream = linesOf(page)
      .map(([text, size]) => {
        y -= size * 1.45;
        return `BT /F1 ${size} Tf 60 ${y.toFixed(1)} Td (${escapePdf(text)}) Tj ET`;
      })
      .join('\n');
    kids.push(`${objects.length + 1} 0 R`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${objects.length + 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
    );
    objects.push(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
  }
  objects[1] = `<< /Type /Pages /Count ${pages} /Kids [${kids.join(' ')}] >>`;
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const xref = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(
    `${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${xref}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}
