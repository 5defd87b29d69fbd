/** api.video's limit for a file, in bytes. */
const FILE_MAX = 30 * 2 ** 30;

const { permit, uploadTo } = document.body.dataset;
const byId = (id) => document.getElementById(id);

/** The videos in the list, in the order in which they were chosen. @type {VideoItem[]} */
const items = [];

/** Whether an upload is under way: one at a time, so that the hour of a token is for one file. */
let busy = false;

/** @param {Iterable<File>} files */
function add(files) {
	const refused = [];
	for (const file of files) {
		if (file.size === 0) refused.push(`${file.name} is empty.`);
		else if (file.size > FILE_MAX) refused.push(`${file.name} is larger than 30 GiB.`);
		else addOne(file);
	}
	byId('notice').textContent = refused.join(' ');
	showButtons();
	if (refused.length === 0 && items.length > 0) byId('upload').focus();
}

/** @param {File} file */
function addOne(file) {
	const upload = new Upload(file, { permit, uploadTo }, () => {
		const news = item.show();
		if (news) byId('announcer').textContent = news;
		showButtons();
	});
	const item = new VideoItem(upload, { onAct: () => act(upload), onRemove: () => remove(item) });
	items.push(item);
	byId('videos').append(item.element);
}

/** @param {Upload} upload */
function act(upload) {
	if (upload.state === 'queued') upload.show('paused');
	else if (ACTIONS[upload.state] === 'Pause') upload.stop();
	else enqueue([upload]);
}

/** @param {VideoItem} item */
function remove(item) {
	item.upload.onChange = () => {};
	item.upload.stop();
	const index = items.indexOf(item);
	items.splice(index, 1);
	item.element.remove();
	(items[Math.min(index, items.length - 1)]?.element ?? byId('choose')).focus();
	byId('announcer').textContent = `${item.upload.file.name} was removed.`;
	showButtons();
}

/** @param {Upload[]} uploads */
function enqueue(uploads) {
	for (const upload of uploads) upload.show('queued');
	void work();
}

/** Works on what waits, one after the other. */
async function work() {
	if (busy) return;
	busy = true;
	try {
		for (let next = nextUpload(); next; next = nextUpload()) await next.run();
	} finally {
		busy = false;
	}
}

/** @returns {Upload | undefined} */
function nextUpload() {
	return items.find(({ upload }) => upload.state === 'queued')?.upload;
}

function showButtons() {
	byId('heading').hidden = items.length === 0;
	const button = byId('upload');
	const isFocused = document.activeElement === button;
	button.hidden = !items.some(({ upload }) => upload.state === 'ready');
	if (isFocused && button.hidden) items.at(-1)?.element.focus();
}

byId('choose').addEventListener('change', ({ target }) => {
	add(target.files);
	// So that the same file can be chosen again after it was removed.
	target.value = '';
});

byId('upload').addEventListener('click', () => {
	enqueue(items.map(({ upload }) => upload).filter(({ state }) => state === 'ready'));
});

// A file that is dropped beside the field must not be opened in place of the page.
for (const type of ['dragover', 'drop']) {
	addEventListener(type, (event) => event.preventDefault());
}
const field = byId('drop');
field.addEventListener('dragover', () => field.classList.add('over'));
field.addEventListener('dragleave', () => field.classList.remove('over'));
addEventListener('drop', ({ dataTransfer }) => {
	field.classList.remove('over');
	if (dataTransfer) add(dataTransfer.files);
});

addEventListener('beforeunload', (event) => {
	if (busy) event.preventDefault();
});
