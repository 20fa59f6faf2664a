import { describe, expect, test } from "vitest";
import { isLoopback, isPublicAddress } from "../../shared/domain/webhook/address.ts";
import { mostUrlCharacters, targetFault } from "../../shared/domain/webhook/target.ts";

const codeOf = (url: string, loopback = false): string | undefined => targetFault(url, { loopback })?.code;

describe("addresses that no webhook may lead to", () => {
  test.each([
    ...["0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255"],
    ...["127.0.0.1", "127.1.1.1", "127.255.255.255", "168.63.129.16", "169.254.0.1", "169.254.169.254"],
    ...["169.254.170.2", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1"],
    ...["192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9"],
    ...["224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "256.1.1.1", "1.2.3", "", "example.com"],
    ...["::", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:8.8.8.8", "::ffff:808:808"],
    ...["::7f00:1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1"],
    ...["2001::1", "2001:0:53aa:64c:0:0:f5ff:fffe", "2001:10::1", "2001:20::1", "2001:1ff::1", "2001:db8::1"],
    ...["2002:7f00:1::", "2002:a00:1::1", "3fff::1", "3fff:fff::1", "fc00::1", "fd00:ec2::254", "fdff::1"],
    ...["fe80::1", "fe80::1%eth0", "febf::1", "fec0::1", "ff02::1", "ff0e::1", "5f00::1", "4000::1"],
    ...["1::2::3", ":::", "2400:g::1", "2400:1:2:3:4:5:6:7:8", "2400:1:2:3:4:5:6"],
  ])("%s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("addresses of the public internet", () => {
  test.each([
    ...["1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255"],
    ...["128.0.0.0", "168.63.129.15", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.0.1"],
    ...["192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.5.5.5"],
    ...["2400:3200::1", "2400:3200:baba::1", "2606:4700:4700::1111", "2001:4860:4860::8888", "2001:200::1", "2a00::"],
  ])("%s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

test.each(["127.0.0.1", "127.8.8.8", "::1", "0:0:0:0:0:0:0:1"])("%s is this machine", (address) => {
  expect(isLoopback(address)).toBe(true);
});
test.each(["126.0.0.1", "128.0.0.1", "::", "::2", "::ffff:127.0.0.1", "localhost"])("%s is not", (address) => {
  expect(isLoopback(address)).toBe(false);
});

describe("URLs of webhooks", () => {
  test.each([
    "https://hooks.czj.example.gov.cn/xinheng",
    "https://hooks.example.gov.cn:443/x?a=1",
    "https://hooks.example.gov.cn:8443/x",
    "https://hooks.example.gov.cn:1024",
    "https://8.8.8.8/x",
    "https://[2400:3200::1]/x",
    "https://xn--fiq228c.example.cn/",
  ])("%s is taken", (url) => {
    expect(codeOf(url)).toBeUndefined();
  });

  test.each([
    ["http://hooks.example.gov.cn/", "url.notHttps"],
    ["ftp://hooks.example.gov.cn/", "url.notHttps"],
    ["file:///etc/passwd", "url.notHttps"],
    ["gopher://hooks.example.gov.cn/", "url.notHttps"],
    ["javascript:alert(1)", "url.notHttps"],
    ["data:text/plain,x", "url.notHttps"],
    ["hooks.example.gov.cn", "url.invalid"],
    ["//hooks.example.gov.cn/", "url.invalid"],
    ["https://", "url.invalid"],
    ["", "url.invalid"],
    ["https://hooks.example.gov.cn/\r\nhost: x", "url.invalid"],
    ["https://hooks.example.gov.cn/\tx", "url.invalid"],
    [" https://hooks.example.gov.cn/", "url.invalid"],
    ["https://[::1", "url.invalid"],
    ["https://999.1.1.1/", "url.invalid"],
    ["https://user@hooks.example.gov.cn/", "url.userinfo"],
    ["https://user:word@hooks.example.gov.cn/", "url.userinfo"],
    ["https://hooks.example.gov.cn@127.0.0.1/", "url.userinfo"],
    ["https://hooks.example.gov.cn/#part", "url.fragment"],
    ["https://hooks.example.gov.cn:22/", "url.port"],
    ["https://hooks.example.gov.cn:80/", "url.port"],
    ["https://hooks.example.gov.cn:1023/", "url.port"],
    ["https://hooks.example.gov.cn:0/", "url.port"],
    ["https://localhost/", "url.address"],
    ["https://LOCALHOST./", "url.address"],
    ["https://x.localhost/", "url.address"],
    ["https://metadata/", "url.address"],
    ["https://metadata.google.internal/", "url.address"],
    ["https://printer.local/", "url.address"],
    ["https://127.0.0.1/", "url.address"],
    ["https://127.0.0.1:8443/", "url.address"],
    ["https://127.1/", "url.address"],
    ["https://2130706433/", "url.address"],
    ["https://0x7f000001/", "url.address"],
    ["https://0177.0.0.1/", "url.address"],
    ["https://0/", "url.address"],
    ["https://①②⑦.0.0.1/", "url.invalid"],
    ["https://10.1.2.3/", "url.address"],
    ["https://169.254.169.254/latest/meta-data/", "url.address"],
    ["https://100.100.100.200/latest/meta-data/", "url.address"],
    ["https://[::1]/", "url.address"],
    ["https://[::]/", "url.address"],
    ["https://[::ffff:127.0.0.1]/", "url.address"],
    ["https://[::ffff:169.254.169.254]/", "url.address"],
    ["https://[fd00:ec2::254]/", "url.address"],
    ["https://[fe80::1]/", "url.address"],
    [`https://hooks.example.gov.cn/${"x".repeat(mostUrlCharacters)}`, "url.tooLong"],
  ])("%s is refused as %s", (url, code) => {
    expect(codeOf(url)).toBe(code);
  });

  test.each(["http://127.0.0.1:9000/x", "http://[::1]:9000/x", "http://127.9.9.9/"])(
    "%s is taken where this machine is a target, and nowhere else",
    (url) => {
      expect(codeOf(url, true)).toBeUndefined();
      expect(codeOf(url)).toBe("url.notHttps");
    },
  );

  test.each([
    ["http://localhost:9000/x", "url.notHttps"],
    ["http://10.0.0.1/", "url.notHttps"],
    ["http://169.254.169.254/", "url.notHttps"],
    ["https://127.0.0.1/", "url.address"],
    ["https://10.0.0.1/", "url.address"],
    ["http://user@127.0.0.1/", "url.userinfo"],
  ])("%s is refused even there", (url, code) => {
    expect(codeOf(url, true)).toBe(code);
  });
});
