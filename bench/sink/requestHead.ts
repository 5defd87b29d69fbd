/** What the sink has to know of a request before its body comes. */
export interface RequestHead {
	method: string;
	/** Without the query. */
	path: string;
	/** Of the body, in bytes. */
	contentLength: number;
	/** "bytes 0-5242879/20971520", "part 1/21" */
	contentRange: string | undefined;
	/** What separates the fields of a form; undefined: the body is no form. */
	boundary: string | undefined;
}

/**
 * Reads the head of a request.
 *
 * @param text everything in front of the empty line
 * @throws for a body that does not say its length: the sink does not look into bodies for their end
 */
export function parseHead(text: string): RequestHead {
	const [first, ...lines] = text.split('\r\n');
	const [method = '', target = ''] = first.split(' ');
	const headers = new Map(
		lines.map((line) => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
		}),
	);
	if (headers.has('transfer-encoding')) throw new Error('The sink takes no chunked body.');
	return {
		method,
		path: target.split('?')[0],
		contentLength: Number(headers.get('content-length') ?? 0),
		contentRange: headers.get('content-range'),
		boundary: /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(
			headers.get('content-type') ?? '',
		)?.[1],
	};
}
