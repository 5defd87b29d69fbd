/** In bytes. What is lost with a connection is sent again, so not too much; api.video takes 5 to 200 MiB. */
const CHUNK = 16 * 1024 * 1024;

/** How often a video that was made a moment ago may be unknown to api.video. */
const UNKNOWN_MAX = 5;

/** How often the workflow is asked whether all of a file has arrived. */
const CONFIRM_MAX = 8;

/** Why an upload does not go on by itself. */
class Ended {
	/**
	 * @param {'expired' | 'stopped'} state
	 * @param {string} message what happened, and what to do about it
	 * @param {boolean} anew whether the next try begins with a new video
	 */
	constructor(state, message, anew = false) {
		Object.assign(this, { state, message, anew });
	}
}

/** One file on its way to api.video. It can be run again after every end but the good one, and goes on where it was. */
class Upload {
	state = 'ready';
	message = '';
	title = '';
	/** Bytes that api.video has taken, and those of the range that is on its way. */
	arrived = 0;
	underway = 0;
	/** What the workflow handed out at the click: `videoId`, `token`, and a `receipt` signed for both. */
	granted = {};
	stopping = new AbortController();

	/**
	 * @param {File} file
	 * @param {object} page what the workflow wrote into the page
	 * @param {string} page.permit lets the page ask the workflow
	 * @param {string} page.uploadTo the address of api.video
	 * @param {() => void} onChange called whenever something of it is to be shown
	 */
	constructor(file, page, onChange) {
		Object.assign(this, { file, page, onChange, title: file.name });
	}

	/** Ends what is under way. */
	stop() {
		this.stopping.abort();
	}

	/** Uploads what is missing. Returns when it is done, was stopped, or cannot go on by itself. */
	async run() {
		this.stopping = new AbortController();
		const { signal } = this.stopping;
		try {
			await this.begin();
			while (!signal.aborted && this.arrived < this.file.size) await this.sendNext(signal);
			if (!signal.aborted) await this.finish(signal);
			this.show(signal.aborted ? 'paused' : 'done');
		} catch (end) {
			if (!(end instanceof Ended)) throw end;
			if (end.state === 'expired') this.granted.token = undefined;
			if (end.anew) Object.assign(this, { granted: {}, arrived: 0 });
			this.show(end.state, end.message);
		}
	}

	/** A new token for the same video, where there is one already; otherwise both. */
	async begin() {
		if (this.granted.token) return;
		this.show('starting');
		const permit = this.granted.receipt ?? this.page.permit;
		const { status, body } = await askWorkflow('start', permit, { name: this.file.name });
		if (status !== 200 || !body?.token) throw this.refusedByWorkflow(status);
		this.granted = body;
	}

	/** @param {AbortSignal} signal */
	async sendNext(signal) {
		const from = this.arrived;
		const range = { from, to: Math.min(from + CHUNK, this.file.size) - 1 };
		const where = { uploadTo: this.page.uploadTo, ...this.granted };
		for (let tries = 1; !signal.aborted; tries++) {
			this.show('sending');
			const answer = await sendRange(where, this.file, range, signal, (bytes) => {
				this.underway = bytes;
				this.onChange();
			});
			this.underway = 0;
			const meaning = meaningOf(answer, tries);
			if (meaning === 'arrived') {
				this.arrived = range.to + 1;
				return;
			}
			if (meaning === 'complete') {
				this.arrived = this.file.size;
				return;
			}
			if (signal.aborted) return;
			if (meaning === 'expired' || meaning === 'refused') throw refusedByService(meaning, answer);
			if (meaning === 'unknown') await this.checkFile(from);
			this.show('waiting', waitingFor(answer));
			await wait(pauseBefore(answer, tries), signal);
		}
	}

	/** Nothing of a file that was changed or removed can be sent: to the page that looks like a lost connection. */
	async checkFile(from) {
		try {
			await this.file.slice(from, from + 1).arrayBuffer();
		} catch {
			const message =
				'The file cannot be read any more: it was changed, moved or removed. Remove it here and choose it again.';
			throw new Ended('stopped', message, true);
		}
	}

	/** Tells the workflow, which asks api.video whether all of the file has arrived. @param {AbortSignal} signal */
	async finish(signal) {
		this.show('confirming');
		const body = { title: this.title.trim() || this.file.name };
		for (let tries = 1; !signal.aborted; tries++) {
			const { status } = await askWorkflow('done', this.granted.receipt, body);
			if (status === 200) return;
			if (status !== 0 && status !== 409) throw this.refusedByWorkflow(status);
			if (tries === CONFIRM_MAX) throw new Ended('stopped', UNCONFIRMED);
			await wait(backoff(tries), signal);
		}
	}

	/** @param {number} status @returns {Ended} */
	refusedByWorkflow(status) {
		if (status === 0) {
			return new Ended(
				'stopped',
				'This page cannot reach its workflow. Check your connection and try again.',
			);
		}
		if (status === 401 || status === 403) {
			return new Ended(
				'stopped',
				'This page was opened too long ago. Reload it and choose the video again.',
			);
		}
		const what =
			this.arrived > 0
				? 'The video was sent, but its workflow stopped.'
				: 'The workflow of this page stopped.';
		return new Ended('stopped', `${what} Try again, or tell whoever runs this page.`);
	}

	show(state, message = '') {
		Object.assign(this, { state, message });
		this.onChange();
	}
}

const UNCONFIRMED =
	'Everything was sent, and api.video does not say yet that it has arrived. Try again in a minute; if that does not help, remove the video here and choose it again.';

/**
 * What an answer of api.video means for the range that was sent; the slugs are those of its documentation. A refusal to
 * take a range twice says that it has arrived: nobody else knows the video, and a browser sends a request again by
 * itself when its connection breaks. Whether all has arrived is asked at the end.
 *
 * @returns {'arrived' | 'complete' | 'expired' | 'later' | 'unknown' | 'refused'}
 */
function meaningOf({ status, body }, tries) {
	const slug = String(body?.type ?? '')
		.split('/')
		.pop();
	if (status >= 200 && status < 300 && body?.videoId) return 'arrived';
	if (slug.endsWith('-range-overlap')) return 'arrived';
	if (slug === 'video-source-already-uploaded') return 'complete';
	if (status === 401) return 'expired';
	if (status === 425 || status === 429 || (status === 404 && tries < UNKNOWN_MAX)) return 'later';
	if (status < 400 || status === 408 || status >= 500) return 'unknown';
	return 'refused';
}

function refusedByService(meaning, { body }) {
	if (meaning === 'expired') {
		return new Ended(
			'expired',
			'The hour for which this upload was allowed is over. Press Continue: it goes on where it was.',
		);
	}
	const reason = body?.detail ?? body?.title ?? 'it gave no reason';
	return new Ended('stopped', `api.video did not take the file: ${reason}`, true);
}

function waitingFor({ status }) {
	return status === 0
		? 'The connection was lost. The upload goes on by itself when it is back.'
		: 'api.video asks to wait. The upload goes on by itself.';
}

/** In milliseconds. Every answer says when the minute of the rate limit ends; only one that refuses for it counts. */
function pauseBefore({ status, retryAfter = 0 }, tries) {
	return Math.max(status === 429 ? retryAfter * 1000 : 0, backoff(tries));
}

/** In milliseconds: 1 s, then twice as long each time, up to 30 s, and up to a quarter less by chance. */
function backoff(tries) {
	return Math.min(30_000, 500 * 2 ** tries) * (1 - Math.random() / 4);
}
