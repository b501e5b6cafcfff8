/**
 * The API's schemas under the short names that the page uses. This is the only file that names generated schemas:
 * a schema that is renamed in docs/openapi.json is renamed here, and nowhere else.
 */
import type { components } from "./openapi";

type Schemas = components["schemas"];

export type Activity = Schemas["Activity"];
export type AnswerBody = Schemas["AnswerBody"];
export type Analysis = Schemas["Analysis"];
export type AnalysisSummary = Schemas["AnalysisSummary"];
export type Assessment = Schemas["ShownAssessment"];
export type BriefSample = Schemas["BriefSample"];
export type BriefSamplePage = Schemas["BriefSamples"];
export type Category = Schemas["Category"];
export type ContradictionSide = Schemas["Side"];
export type Facts = Omit<Schemas["Facts"], "items"> & { items: StoredFact[] };
export type FirstFigures = Omit<Schemas["FirstFigures"], "items"> & { items: Fact[] };
export type Fact = Required<Schemas["Fact"]>;
export type Figures = Schemas["ShownFigures"];
export type EstimateBody = Schemas["EstimateBody"];
export type Export = Schemas["Export"];
export type HeadlineFigure = Schemas["Headline"];
export type ListChange = Schemas["ListChange"];
export type Logo = Schemas["LogoPicture"];
export type LogoBody = Schemas["LogoBody"];
export type ListMark = Schemas["Mark"];
export type Matrix = Schemas["Matrix"];
export type MatrixPoint = Schemas["Placed"];
export type Method = Schemas["Method"];
export type NamedNumber = Schemas["NamedNumber"];
export type NewProcess = Schemas["NewProcess"];
export type OpenReading = Schemas["ShownReading"];
export type Operator = Schemas["Operator"];
export type Override = Schemas["Override"];
export type OverrideBody = Schemas["OverrideBody"];
export type Problem = Schemas["ProblemDetails"];
export type Process = Schemas["Process"];
export type ProcessPage = Schemas["ProcessPage"];
export type ProcessPatch = Schemas["ProcessPatch"];
export type ProcessSummary = Schemas["ProcessSummary"];
export type ReferenceTable = Schemas["ReferenceTable"];
export type Registration = Schemas["Registration"];
export type Report = Schemas["Report"];
export type ReportBody = Schemas["ReportBody"];
export type ReportSummary = Schemas["ReportSummary"];
export type Result = Schemas["Result"];
export type SamplePage = Schemas["Samples"];
export type Scenario = Schemas["Scenario"];
export type Session = Schemas["Session"];
export type ActiveSession = Schemas["ActiveSession"];
export type SharedDecision = Schemas["SharedDecision"];
export type SharedPoint = Schemas["SharedPoint"];
export type SharedReport = Schemas["SharedReport"];
export type Share = Schemas["Share"];
export type ShownFormula = Schemas["ShownFormula"];
export type StoredFact = Required<Schemas["StoredFact"]>;
export type Suggestion = Schemas["Suggestion"];
export type ToConfirm = Schemas["ShownToConfirm"];
export type Tool = Schemas["ShownTool"];
export type TotpSetup = Schemas["TotpSetup"];
export type WhatIf = Schemas["ShownWhatIf"];
export type User = Schemas["User"];

export type Fault = NonNullable<Problem["errors"]>[number];
export type Industry = Process["industry"];
export type CompanySize = NonNullable<Process["company_size"]>;
export type BudgetRange = NonNullable<Process["budget_range"]>;
export type Decision = Schemas["FactDecisions"]["decisions"][number];
export type Depth = Analysis["depth"];
export type Frequency = NonNullable<EstimateBody["frequency"]>;
export type Language = User["language"];
export type Status = Process["status"];

/** An analysis on its way, as far as the page follows it. */
export type Job = Pick<AnalysisSummary, "id" | "status" | "stage" | "depth" | "created_at"> & {
  retry_at?: string | null;
};

/** An analysis that has a result. */
export type FinishedAnalysis = Analysis & { result: Result; assessment: Assessment };
