import { createPublicKey, verify } from 'node:crypto';
import { LinkSigner, ReceiptSigner, SecretBox } from './index.js';

const OLD = { current: 'the key before, of more than 32 letters', previous: null };
const NEW = { current: 'the key after it, of more than 32 letters', previous: OLD.current };

describe('SecretBox', () => {
  it('opens what it sealed, and seals the same text differently each time', () => {
    const box = new SecretBox(OLD);
    const [one, other] = [box.seal('whsec_ä'), box.seal('whsec_ä')];
    expect(one).not.toBe(other);
    expect([box.open(one), box.open(other)]).toEqual(['whsec_ä', 'whsec_ä']);
    expect(one).not.toContain('whsec');
  });

  it('still opens what was sealed under the key before, and tells that it was', () => {
    const sealed = new SecretBox(OLD).seal('x');
    const box = new SecretBox(NEW);
    expect([box.open(sealed), box.isCurrent(sealed), box.isCurrent(box.seal('x'))]).toEqual(['x', false, true]);
  });

  it('refuses what was changed, and what was sealed under a key it does not know', () => {
    const box = new SecretBox(OLD);
    const sealed = box.seal('x');
    const last = sealed.at(-1) === 'A' ? 'B' : 'A';
    expect(() => box.open(sealed.slice(0, -2) + last + sealed.at(-1))).toThrow();
    expect(() => box.open(new SecretBox({ ...NEW, previous: null }).seal('x'))).toThrow();
    expect(() => box.open('x')).toThrow();
  });
});

describe('ReceiptSigner', () => {
  it('signs so that the public key alone can check it', () => {
    const signer = new ReceiptSigner(NEW);
    const [head = '', payload = '', signature = ''] = signer.sign({ erased: 3 }).split('.');
    const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString());
    const jwk = signer.publicKeys.find((key) => key.kid === kid);
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    const check = (text: string) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
    expect(check(`${head}.${payload}`)).toBe(true);
    expect(check(`${head}.${Buffer.from('{"erased":4}').toString('base64url')}`)).toBe(false);
  });

  it('keeps the public key of the one before, so that older receipts can be checked', () => {
    expect(new ReceiptSigner(NEW).publicKeys[1]).toEqual(new ReceiptSigner(OLD).publicKeys[0]);
  });
});

describe('LinkSigner', () => {
  const keys = { current: 'a new key of more than 32 letters, really', previous: null };
  const links = new LinkSigner(keys, 'exports');
  const signature = links.sign('id-1', 1_800_000_000);

  it('knows its own signatures, of this subject and time alone', () => {
    expect(links.isValid('id-1', 1_800_000_000, signature)).toBe(true);
    expect(links.isValid('id-2', 1_800_000_000, signature)).toBe(false);
    expect(links.isValid('id-1', 1_800_000_001, signature)).toBe(false);
    for (const other of ['', 'AAAA', signature.slice(1), `${signature}AAAA`])
      expect([other, links.isValid('id-1', 1_800_000_000, other)]).toEqual([other, false]);
  });

  it('takes no link of another kind or key, and those of the key before', () => {
    expect(new LinkSigner(keys, 'calendars').isValid('id-1', 1_800_000_000, signature)).toBe(false);
    const other = { current: 'another key of more than 32 letters, too', previous: null };
    expect(new LinkSigner(other, 'exports').isValid('id-1', 1_800_000_000, signature)).toBe(false);
    const rotated = new LinkSigner({ ...other, previous: keys.current }, 'exports');
    expect(rotated.isValid('id-1', 1_800_000_000, signature)).toBe(true);
    expect(rotated.sign('id-1', 1_800_000_000)).not.toBe(signature);
  });
});
