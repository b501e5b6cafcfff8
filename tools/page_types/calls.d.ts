/** What each call of the API takes and gives, found by its method and by the path as it is called. */
import type { paths } from "./openapi";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type WithoutQuery<Path extends string> = Path extends `${infer Before}?${string}` ? Before : Path;

/** Whether a segment of a called path stands for one of the API's: `{id}` takes any, another only itself. */
type SegmentFits<Called extends string, Known extends string> = Known extends `{${string}}`
  ? true
  : Called extends Known
    ? true
    : false;

type PathFits<Called extends string, Known extends string> = Called extends `${infer Segment}/${infer Rest}`
  ? Known extends `${infer KnownSegment}/${infer KnownRest}`
    ? SegmentFits<Segment, KnownSegment> extends true
      ? PathFits<Rest, KnownRest>
      : false
    : false
  : Known extends `${string}/${string}`
    ? false
    : SegmentFits<Called, Known>;

type KnownPath<Path extends string> = {
  [Known in keyof paths]: PathFits<WithoutQuery<`/v1${Path}`>, Known> extends true ? Known : never;
}[keyof paths];

type Operation<M extends Method, Path extends string> = M extends Method ? paths[KnownPath<Path>][Lowercase<M>] : never;

type Pattern<Known extends string> = Known extends `${infer Before}{${string}}${infer Rest}`
  ? `${Before}${string}${Pattern<Rest>}`
  : Known;

type KnownPattern<M extends Method> = {
  [Known in keyof paths]: paths[Known][Lowercase<M>] extends undefined
    ? never
    : Known extends `/v1${infer Rest}`
      ? Pattern<Rest>
      : never;
}[keyof paths];

/** What may be called with a method, as far as a pattern can say: any text may stand for `{id}`, a slash included. */
export type ApiPath<M extends Method> = KnownPattern<M> | `${KnownPattern<M>}?${string}`;

type Content<Part> = Part extends { content: { "application/json": infer Data } } ? Data : never;

/** Only statuses of success have data; a 304 repeats what the page already has, anything else becomes an ApiProblem. */
type SuccessData<Answers> = {
  [Status in keyof Answers]: Status extends number
    ? `${Status}` extends `2${string}`
      ? Content<Answers[Status]> extends never
        ? undefined
        : Content<Answers[Status]>
      : never
    : never;
}[keyof Answers];

/**
 * The body of an answer: undefined where the API answers without one. A path that the API does not have gives never.
 */
export type ResponseData<M extends Method, Path extends string> = M extends Method
  ? Operation<M, Path> extends { responses: infer Answers }
    ? SuccessData<Answers>
    : never
  : never;

/** The body that a call takes: undefined where it takes none. */
export type RequestBody<M extends Method, Path extends string> =
  Operation<M, Path> extends { requestBody: infer Body }
    ? Content<Body>
    : Operation<M, Path> extends { requestBody?: infer Body }
      ? Content<NonNullable<Body>> extends never
        ? undefined
        : Content<NonNullable<Body>> | undefined
      : never;
