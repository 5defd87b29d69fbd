/** Bytes in one MiB. */
export const MIB = 1024 * 1024;

/**
 * The largest file, in bytes, that travels in one request: 200 MiB, inclusive.
 * Source: description of `POST /videos/{videoId}/source`, slug `uploaded-file-too-large`.
 */
export const SINGLE_REQUEST_MAX_BYTES = 200 * MIB;

/**
 * The smallest chunk, in bytes, unless it is the last one.
 * Source: slug `video-content-range-by-bytes-range-too-small`.
 */
export const CHUNK_MIN_BYTES = 5 * MIB;

/** The largest chunk, in bytes, that api.video's own clients allow. */
export const CHUNK_MAX_BYTES = 128 * MIB;

/**
 * The default chunk, in bytes. Two of these are held in memory at a time. At one chunk after the
 * other this stays below the upload rate limit of production (100 a minute) up to 26 MiB/s.
 */
export const CHUNK_DEFAULT_BYTES = 16 * MIB;

/** The most chunks one upload may have. Source: slug `video-content-range-by-part-part-too-high-allowed`. */
export const CHUNKS_MAX = 10_000;

/** The largest video, in bytes: 30 GiB. Source: api.video's limits page. */
export const VIDEO_MAX_BYTES = 30 * 1024 * MIB;
