/**
 * A key and a certificate for tests of https on this computer, signed by itself, valid for `feeds.example`, `localhost`
 * and 127.0.0.1 from 2020 to 2120. Everybody can read the key here: it protects nothing.
 */
export const testCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgsl2GILB/a3MTu1ud
9JQEq3FkeNvMWlcutBn2F8V3ZmGhRANCAAR/WAVx8NlYHrN+xUrcoznfWCQ92Ixw
cj1cFL9NlG93alMWCCgesHvRHPnjxgWgVpeLP+fOf31pxw9Xuq9ErNW0
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBfTCCASSgAwIBAgIBATAKBggqhkjOPQQDAjAYMRYwFAYDVQQDDA1mZWVkcy5l
eGFtcGxlMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAYMRYwFAYD
VQQDDA1mZWVkcy5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf1gF
cfDZWB6zfsVK3KM531gkPdiMcHI9XBS/TZRvd2pTFggoHrB70Rz548YFoFaXiz/n
zn99accPV7qvRKzVtKNdMFswDwYDVR0TAQH/BAUwAwEB/zApBgNVHREEIjAggg1m
ZWVkcy5leGFtcGxlgglsb2NhbGhvc3SHBH8AAAEwHQYDVR0OBBYEFEdVhnVT+1F/
CEfEt80orwEP9HS8MAoGCCqGSM49BAMCA0cAMEQCICKNJVNvS914SgThpX++B2dS
33aFhnxqvoaUlQu9tXNFAiAuIe77pAGvqMDBwU6yJXPZjZdIHJnPDJRZmV1TZ0xi
Dg==
-----END CERTIFICATE-----
`,
};
