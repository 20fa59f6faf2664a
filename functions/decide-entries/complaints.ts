import { citeEvidence, type CiteEvidenceDeps } from "../../shared/app/evidence/cite-evidence.ts";
import { answerComplaint, fileComplaint, type FileComplaintDeps } from "../../shared/app/objection/complaints.ts";
import type { Complaint } from "../../shared/domain/objection/complaint.ts";
import { endpoint, type EndpointDeps, type Outcome } from "../../shared/http/endpoint.ts";
import { versionTag } from "../../shared/http/objection-views.ts";
import * as routes from "../../shared/http/routes/objections.ts";

/** Complaints about how something was handled. */
export const complaintEndpoints = (deps: FileComplaintDeps & CiteEvidenceDeps & EndpointDeps) => {
  const complaintAnswer = (status: number) => (complaint: Complaint) => ({
    status,
    body: complaint,
    headers: {
      etag: versionTag(complaint),
      ...(status === 201 ? { location: `/v1/complaints/${complaint.complaintId}` } : {}),
    },
  });

  return [
    endpoint(routes.fileComplaint, deps, async ({ body, caller, by, request }): Promise<Outcome> => {
      const cited = await citeEvidence(deps, body, caller.agencyId);
      if (!cited.ok) return cited;
      const { officer, ...complaint } = cited.value;
      const filed = await fileComplaint(deps, complaint, caller, {
        by: by(officer),
        request: { ...request, answerWith: complaintAnswer(201) },
      });
      return filed.ok ? complaintAnswer(201)(filed.value) : filed;
    }),
    endpoint(routes.answerComplaint, deps, async ({ params, body, caller, by, request }): Promise<Outcome> => {
      const answer = await answerComplaint(deps, params.complaintId, body.text, caller, {
        by: by(body.officer),
        request: { ...request, answerWith: complaintAnswer(200) },
      });
      return answer.ok ? complaintAnswer(200)(answer.value) : answer;
    }),
  ];
};
