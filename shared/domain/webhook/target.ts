import type { FieldError } from "../../kernel/field-errors.ts";
import { isLoopback, isPublicAddress } from "./address.ts";

/** Whether plain http to this very machine is a target. True on the local host alone; a deployment cannot say so. */
export interface TargetRules {
  readonly loopback: boolean;
}

export const mostUrlCharacters = 2048;

const fault = (code: string, detail: string): FieldError => ({ field: "url", code, detail });

/**
 * What is wrong with a webhook's address, as far as its text tells. Which address a name leads to is looked at on every
 * connection, because it may lead elsewhere the next time.
 */
export const targetFault = (text: string, rules: TargetRules): FieldError | undefined => {
  if (text.length > mostUrlCharacters)
    return fault("url.tooLong", `网址不得超过 ${mostUrlCharacters} 个字符 / at most ${mostUrlCharacters} characters`);
  const url = URL.canParse(text) && /^[\x21-\x7e]+$/.test(text) ? new URL(text) : undefined;
  if (!url) return fault("url.invalid", "不是有效网址 / not a valid URL");
  if (url.username !== "" || url.password !== "")
    return fault("url.userinfo", "网址中不得含用户名或口令 / no user name or password in the URL");
  if (url.hash !== "") return fault("url.fragment", "网址中不得含 # 片段 / no fragment in the URL");
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (rules.loopback && url.protocol === "http:" && isLoopback(host)) return undefined;
  if (url.protocol !== "https:") return fault("url.notHttps", "须为 https / must be https");
  const port = url.port === "" ? 443 : Number(url.port);
  if (port !== 443 && port < 1024) return fault("url.port", "端口须为 443 或不小于 1024 / port 443, or 1024 and above");
  const literal = host.includes(":") || /^[\d.]+$/.test(host);
  if (literal ? !isPublicAddress(host) : !isPublicName(host))
    return fault("url.address", "须为公网地址 / must be an address of the public internet");
  return undefined;
};

/** Names that no public resolver answers for, or that machines answer themselves. */
const isPublicName = (host: string): boolean => {
  const name = host.toLowerCase().replace(/\.$/, "");
  return (
    name.includes(".") && !/(^|\.)(localhost|local|internal|localdomain|home\.arpa|onion|test|invalid)$/.test(name)
  );
};
