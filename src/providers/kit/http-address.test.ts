import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowedAddress, parseFeedAddress } from './http-address.ts';

const LIVE = { allowLoopback: false };
const PRACTICE = { allowLoopback: true };

describe('numeric addresses', () => {
  it.each([
    ['93.184.215.14', true],
    ['1.1.1.1', true],
    ['172.15.255.255', true],
    ['172.32.0.0', true],
    ['100.63.255.255', true],
    ['100.128.0.0', true],
    ['223.255.255.255', true],
    ['2606:4700::1111', true],
    ['2a00:1450:4001:82b::200e', true],
    ['64:ff9b::93.184.215.14', true],
    ['::ffff:93.184.215.14', true],
    ['0.0.0.0', false],
    ['0.1.2.3', false],
    ['10.0.0.1', false],
    ['100.64.0.1', false],
    ['100.127.255.255', false],
    ['169.254.169.254', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['192.168.1.1', false],
    ['192.0.2.1', false],
    ['198.18.0.1', false],
    ['198.51.100.7', false],
    ['203.0.113.7', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['fc00::1', false],
    ['fd12:3456:789a::1', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['ff02::1', false],
    ['fec0::1', false],
    ['::ffff:10.0.0.1', false],
    ['::ffff:a9fe:a9fe', false],
    ['::10.0.0.1', false],
    ['64:ff9b::10.0.0.1', false],
    ['64:ff9b::127.0.0.1', false],
    ['64:ff9b:1::1', false],
    ['2002:0a00:0001::1', false],
    ['2002:7f00:0001::1', false],
    ['2001:db8::1', false],
    ['2001::1', false],
    ['3fff::1', false],
    ['localhost', false],
    ['', false],
    ['1.2.3', false],
  ])('%s: %s, whatever the mode', (address, allowed) => {
    expect([isAllowedAddress(address, LIVE), isAllowedAddress(address, PRACTICE)]).toEqual([
      allowed,
      allowed,
    ]);
  });

  it.each(['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:7f00:1'])(
    '%s: only in practice mode',
    (address) => {
      expect([isAllowedAddress(address, LIVE), isAllowedAddress(address, PRACTICE)]).toEqual([false, true]);
    },
  );

  it('agrees with the list Node keeps, address by address', () => {
    const list = new BlockList();
    for (const [net, bits] of [
      ['0.0.0.0', 8],
      ['10.0.0.0', 8],
      ['100.64.0.0', 10],
      ['127.0.0.0', 8],
      ['169.254.0.0', 16],
      ['172.16.0.0', 12],
      ['192.0.0.0', 24],
      ['192.0.2.0', 24],
      ['192.88.99.0', 24],
      ['192.168.0.0', 16],
      ['198.18.0.0', 15],
      ['198.51.100.0', 24],
      ['203.0.113.0', 24],
      ['224.0.0.0', 3],
    ] as const) {
      list.addSubnet(net, bits, 'ipv4');
    }
    const first = fc.constantFrom(0, 10, 100, 127, 169, 172, 192, 198, 203, 224);
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(fc.oneof(first, byte), byte, byte, byte), (bytes) => {
        const address = bytes.join('.');
        const allowed = !list.check(address, 'ipv4');
        expect(isAllowedAddress(address, LIVE)).toBe(allowed);
        expect(isAllowedAddress(`::ffff:${address}`, LIVE)).toBe(allowed);
        expect(isAllowedAddress(`64:ff9b::${address}`, LIVE)).toBe(allowed);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a pasted address', () => {
  it.each([
    ['https://www.airbnb.com/calendar/ical/1.ics?s=abc', 'https://www.airbnb.com/calendar/ical/1.ics?s=abc'],
    ['  <https://host.example/x.ics>\n', 'https://host.example/x.ics'],
    ['webcal://host.example/x.ics', 'https://host.example/x.ics'],
    ['WEBCALS://Host.Example/x.ics', 'https://host.example/x.ics'],
    ['http://host.example:8080/x.ics#part', 'http://host.example:8080/x.ics'],
    ['https://kalender.müller.example/x', 'https://kalender.xn--mller-kva.example/x'],
    ['https://93.184.215.14/x', 'https://93.184.215.14/x'],
  ])('%s', (text, href) => {
    const verdict = parseFeedAddress(text, LIVE);
    expect(verdict.ok && verdict.url.href).toBe(href);
  });

  it.each([
    ['', 'address-missing'],
    ['   ', 'address-missing'],
    ['file:///home/ann/secretsecret.ics', 'address-not-http'],
    ['ftp://host.example/secretsecret.ics', 'address-not-http'],
    ['javascript:alert(secretsecret)', 'address-not-http'],
    ['data:text/calendar,secretsecret', 'address-not-http'],
    ['C:\\feeds\\secretsecret.ics', 'address-not-http'],
    ['/home/ann/secretsecret.ics', 'address-not-http'],
    ['host.example/secretsecret.ics', 'address-not-http'],
    ['https://', 'address-not-http'],
    ['https://[fe80::1%25eth0]/secretsecret', 'address-not-http'],
    ['https://ann:secretsecret@host.example/x', 'address-not-http'],
    ['https://secretsecret@host.example/x', 'address-not-http'],
    [`https://host.example/secretsecret${'x'.repeat(2_000)}`, 'address-not-http'],
    ['http://127.0.0.1/secretsecret', 'address-private'],
    ['http://0x7f.1/secretsecret', 'address-private'],
    ['http://2130706433/secretsecret', 'address-private'],
    ['http://0177.0.0.1/secretsecret', 'address-private'],
    ['http://127.0.0.1./secretsecret', 'address-private'],
    ['http://[::1]/secretsecret', 'address-private'],
    ['http://[::ffff:127.0.0.1]/secretsecret', 'address-private'],
    ['http://[::ffff:7f00:1]/secretsecret', 'address-private'],
    ['webcal://192.168.1.1/secretsecret', 'address-private'],
    ['http://169.254.169.254/secretsecret', 'address-private'],
    ['http://0/secretsecret', 'address-private'],
    ['http://１２７.0.0.1/secretsecret', 'address-private'],
  ])('%s is refused', (text, code) => {
    const verdict = parseFeedAddress(text, LIVE);
    expect(verdict).toMatchObject({ ok: false, failure: { code } });
    expect(JSON.stringify(verdict)).not.toContain('secretsecret');
  });

  it('may lead to this computer in practice mode, and still to no other machine of the network', () => {
    for (const host of ['127.0.0.1:8080', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]']) {
      expect(parseFeedAddress(`http://${host}/x`, PRACTICE).ok).toBe(true);
    }
    for (const host of ['10.0.0.1', '0.0.0.0', '[fd00::1]', '192.168.0.1']) {
      expect(parseFeedAddress(`http://${host}/x`, PRACTICE).ok).toBe(false);
    }
  });
});
