export { backoff } from './backoff';
export type { Clock } from './clock';
export { gridOf, isGrid, lengthsOf } from './cut';
export { isId } from './id';
export { isVideo, mayPass, NOT_RECEIVED, type StopReason } from './judge';
export * from './limits';
export type { Lane } from './lane';
export type { Line } from './line';
export { Lines, type Member, type Share } from './lines';
export { memoryForChunks } from './memory';
export { onAbort, untilDone } from './onAbort';
export { Party, type PartyOptions } from './party';
export { Patience } from './patience';
export { lengthOf, mayBeCut, missing } from './plan';
export { isRecord, readProblem, type Problem } from './problem';
export {
	contentRange,
	numberedPart,
	type ByteRange,
	type ContentRange,
	type NumberedPart,
} from './range';
export { retryAfter } from './retryAfter';
export {
	exactly,
	SourceError,
	without,
	type AnySource,
	type FileVersion,
	type Pieces,
	type RangeReading,
	type SourceWithoutLength,
	type UploadSource,
} from './source';
export { askSteadily, steady, steadyRange, type Steadying } from './steady';
export { UploadStopped, type Progress, type SizedProgress } from './stopped';
export * from './transport';
export { upload, type Uploaded, type UploadOptions } from './upload';
