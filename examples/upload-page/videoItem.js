/** What may be pressed in a state. Where nothing stands, nothing may. */
const ACTIONS = {
	queued: 'Pause',
	starting: 'Pause',
	sending: 'Pause',
	waiting: 'Pause',
	paused: 'Resume',
	expired: 'Continue',
	stopped: 'Try Again',
};

/** In these states a change of the title would come too late. */
const TITLE_FIXED = new Set(['confirming', 'done']);

/** One video in the list. */
class VideoItem {
	/**
	 * @param {Upload} upload
	 * @param {object} on
	 * @param {() => void} on.onAct
	 * @param {() => void} on.onRemove
	 */
	constructor(upload, { onAct, onRemove }) {
		this.upload = upload;
		this.element = document.getElementById('video').content.firstElementChild.cloneNode(true);
		const find = (selector) => this.element.querySelector(selector);
		const { name, size } = upload.file;
		find('h3').textContent = `${name} (${inWords(size)})`;
		find('label .unseen').textContent = `of ${name}`;
		this.title = find('input');
		this.title.value = upload.title;
		this.title.addEventListener('input', () => (upload.title = this.title.value));
		this.progress = find('progress');
		this.progress.setAttribute('aria-label', `Progress of ${name}`);
		this.state = find('.state');
		this.act = find('.act');
		this.act.addEventListener('click', onAct);
		this.remove = find('.remove');
		this.remove.setAttribute('aria-label', `Remove ${name}`);
		this.remove.addEventListener('click', onRemove);
		this.show();
	}

	/** Shows how the upload stands. Returns a sentence for who cannot see it, when there is something new to say. */
	show() {
		const { upload, element } = this;
		const { state, file } = upload;
		const isNew = element.dataset.state !== state;
		element.dataset.state = state;
		const sent = upload.arrived + upload.underway;
		this.progress.value = file.size === 0 ? 0 : (100 * sent) / file.size;
		this.state.textContent = textOf(upload, sent);
		this.title.readOnly = TITLE_FIXED.has(state);
		const action = ACTIONS[state];
		// What has the focus must not vanish below it.
		const focused = document.activeElement;
		this.act.hidden = action === undefined;
		this.act.textContent = action ?? '';
		this.act.setAttribute('aria-label', `${action ?? ''} ${file.name}`);
		this.remove.hidden = state === 'done' || state === 'confirming' || state === 'starting';
		if (focused?.hidden && element.contains(focused)) element.focus();
		return isNew && state !== 'ready' ? `${file.name}: ${this.state.textContent}` : undefined;
	}
}

/** @param {Upload} upload @param {number} sent in bytes */
function textOf({ state, message, file }, sent) {
	const part = `${inWords(sent)} of ${inWords(file.size)}`;
	switch (state) {
		case 'ready':
			return 'Press Upload to begin.';
		case 'queued':
			return 'Waits for its turn.';
		case 'starting':
			return 'Starting.';
		case 'sending':
			return `Uploading: ${Math.floor((100 * sent) / file.size)} %, ${part}.`;
		case 'paused':
			return `Paused at ${part}.`;
		case 'confirming':
			return 'Everything was sent. Asking whether it has arrived.';
		case 'done':
			return 'Uploaded.';
		default:
			return message;
	}
}

/** @param {number} bytes */
function inWords(bytes) {
	const [unit, size] = [
		['GiB', 2 ** 30],
		['MiB', 2 ** 20],
		['KiB', 2 ** 10],
	].find(([, one]) => bytes >= one) ?? ['bytes', 1];
	const count = bytes / size;
	return `${size > 1 && count < 10 ? count.toFixed(1) : Math.round(count)} ${unit}`;
}
