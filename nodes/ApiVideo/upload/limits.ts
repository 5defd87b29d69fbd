/** Bytes in one KiB. */
export const KIB = 1024;

/** Bytes in one MiB. */
export const MIB = 1024 * KIB;

/** Bytes in one GiB. */
export const GIB = 1024 * MIB;

/**
 * The largest file, in bytes, that travels in one request: 200 MiB, inclusive.
 * Source: description of `POST /videos/{videoId}/source`, slug `uploaded-file-too-large`.
 */
export const SINGLE_REQUEST_MAX_BYTES = 200 * MIB;

/**
 * The largest file of which several ranges can be read at a time, in bytes, that goes in one request though the
 * service allows more: two of the shortest chunks. What is larger has more to send again when a request breaks.
 */
export const RANGES_WHOLE_MAX_BYTES = 16 * MIB;

/**
 * The smallest chunk, in bytes, unless it is the last one.
 * Source: slug `video-content-range-by-bytes-range-too-small`.
 */
export const CHUNK_MIN_BYTES = 5 * MIB;

/**
 * The largest chunk, in bytes, that the service takes: 200 MiB.
 * Source: https://docs.api.video/vod/progressive-upload
 */
export const CHUNK_MAX_BYTES = 200 * MIB;

/** The largest chunk, in bytes, that nobody has asked for; api.video's own clients allow no larger one. */
export const CHUNK_ADAPTED_MAX_BYTES = 128 * MIB;

/**
 * The length, in bytes, of chunks as long as nothing speaks for longer ones. Short chunks let several
 * travel at the same time in little memory, and cost little when one must be sent again.
 */
export const CHUNK_START_BYTES = 8 * MIB;

/** Memory for file contents is handed out in blocks of this many bytes. */
export const BLOCK_BYTES = 4 * MIB;

/** The least memory, in bytes, with which one chunk can be sent while the next one is read: 16 MiB. */
export const MEMORY_MIN_BYTES = 2 * CHUNK_START_BYTES;

/** Default for the memory, in bytes, that an execution uses for file contents. */
export const MEMORY_DEFAULT_BYTES = 64 * MIB;

/** Default for the requests of an execution that are under way at the same time. */
export const PARALLEL_DEFAULT = 8;

/** Default for the time, in milliseconds, for which an outage is waited out. */
export const KEEP_TRYING_DEFAULT_MS = 15 * 60_000;

/** The most chunks one upload may have. Source: slug `video-content-range-by-part-part-too-high-allowed`. */
export const CHUNKS_MAX = 10_000;

/** The largest video, in bytes: 30 GiB. Source: api.video's limits page. */
export const VIDEO_MAX_BYTES = 30 * GIB;
