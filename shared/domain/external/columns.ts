import { domains, idTypes, lists, subjectKinds } from "../entry/columns.ts";
import type { Column } from "../row/column.ts";

/** The columns of a file of entries of a list kept elsewhere; a row that ends one needs no other days. */
export const columns: readonly Column[] = [
  { path: "subject.name", headers: ["主体名称", "信用主体名称", "企业名称"] },
  { path: "subject.uscc", orElse: "subject.idNumber", headers: ["统一社会信用代码", "信用代码"] },
  { path: "subject.idType", headers: ["证件类型", "自然人证件类型"], values: idTypes, optional: true },
  { path: "subject.idNumber", headers: ["证件号码", "自然人证件号码"], optional: true },
  { path: "subject.kind", headers: ["主体类别", "主体类型"], values: subjectKinds },
  { path: "list", headers: ["名单类型", "名单类别", "名单种类"], values: lists },
  { path: "source", headers: ["名单来源", "来源平台"] },
  { path: "owner", headers: ["列入机关", "认定单位"] },
  { path: "domain", headers: ["领域", "所属领域"], values: domains, optional: true },
  { path: "documentNo", headers: ["决定书文号", "文书号", "列入文号"] },
  { path: "edition", headers: ["名单日期", "数据日期"], kind: "date" },
  { path: "listedOn", headers: ["列入日期"], kind: "date", optional: true },
  { path: "validTo", headers: ["有效期至", "有效期止"], kind: "date", optional: true },
  { path: "endedOn", headers: ["移出日期"], kind: "date", optional: true },
  { path: "endReason", headers: ["移出原因"], optional: true },
];
