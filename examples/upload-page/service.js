/** The two that are spoken to: the workflow behind this page, and api.video. No function here throws or shows anything. */

/** What an answer is when there was none. */
const NO_ANSWER = { status: 0, body: undefined };

/** In milliseconds. A connection over which nothing has moved for so long is given up. */
const STALL = 60_000;

/** In milliseconds. How long api.video may take to answer once it has all of a chunk. */
const ANSWER = 300_000;

/**
 * Asks the workflow. The address is put together anew, as the one of this page may hold a user and a password.
 *
 * @param {'start' | 'done'} action
 * @param {string} permit what the workflow signed: for this page, or for one upload
 * @param {object} body
 */
async function askWorkflow(action, permit, body) {
	const { protocol, host, pathname } = location;
	try {
		const response = await fetch(`${protocol}//${host}${pathname.replace(/\/$/, '')}/${action}`, {
			method: 'POST',
			credentials: 'omit',
			headers: { authorization: `Bearer ${permit}`, 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		return { status: response.status, body: jsonOf(await response.text()) };
	} catch {
		return NO_ANSWER;
	}
}

/**
 * Sends a range of a file. A file that fits into one request goes without Content-Range.
 *
 * @param {object} where
 * @param {string} where.uploadTo the address of api.video
 * @param {string} where.token
 * @param {string} where.videoId
 * @param {File} file
 * @param {object} range in bytes, both included
 * @param {number} range.from
 * @param {number} range.to
 * @param {AbortSignal} signal ends the request, which then has no answer
 * @param {(bytes: number) => void} onProgress called with how much of the range is on its way
 * @returns {Promise<{ status: number, body: any, retryAfter?: number }>} status: 0 when nobody answered; retryAfter:
 *   in seconds
 */
function sendRange({ uploadTo, token, videoId }, file, { from, to }, signal, onProgress) {
	const form = new FormData();
	form.append('videoId', videoId);
	form.append('file', file.slice(from, to + 1), file.name);
	const request = new XMLHttpRequest();
	request.open('POST', `${uploadTo}/upload?token=${encodeURIComponent(token)}`);
	if (to - from + 1 < file.size) {
		request.setRequestHeader('Content-Range', `bytes ${from}-${to}/${file.size}`);
	}
	let timer;
	const allow = (milliseconds) => {
		clearTimeout(timer);
		timer = setTimeout(() => request.abort(), milliseconds);
	};
	const end = () => request.abort();
	signal.addEventListener('abort', end);
	request.upload.onprogress = ({ loaded }) => {
		allow(STALL);
		onProgress(Math.min(loaded, to - from + 1));
	};
	request.upload.onload = () => allow(ANSWER);
	allow(STALL);
	return new Promise((resolve) => {
		request.onloadend = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', end);
			const { status } = request;
			if (status === 0) return resolve(NO_ANSWER);
			const retryAfter = Number(request.getResponseHeader('X-RateLimit-Retry-After')) || undefined;
			resolve({ status, body: jsonOf(request.responseText), retryAfter });
		};
		request.send(form);
	});
}

/** @returns {any} undefined for what is no JSON */
function jsonOf(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * Waits. The browser's word that the network is back ends it at once.
 *
 * @param {number} milliseconds
 * @param {AbortSignal} signal ends it as well
 */
function wait(milliseconds, signal) {
	return new Promise((resolve) => {
		const end = () => {
			clearTimeout(timer);
			removeEventListener('online', end);
			signal.removeEventListener('abort', end);
			resolve();
		};
		const timer = setTimeout(end, milliseconds);
		addEventListener('online', end);
		signal.addEventListener('abort', end);
	});
}
