import { createHash, createHmac } from 'node:crypto';
import { service, type Answer, type Asked } from './http';

/** The pair of keys that S3 takes. */
export const AWS_KEYS = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret-of-the-bucket' };

export const REGION = 'eu-west-3';

/** A bucket of S3, which takes requests with a signature of version 4 only. */
export class Bucket {
	/** By their keys. */
	readonly objects = new Map<string, Buffer>();

	/** Headers of the requests that wrote an object. */
	readonly written: Array<Asked['headers']> = [];

	/** What every object is answered with; undefined: as it should be. */
	outage: number | undefined;

	readonly listener = service((asked) => {
		if (!isSigned(asked)) return refusal(403, 'SignatureDoesNotMatch');
		return asked.path === '/' ? this.list(asked.query) : this.object(asked);
	});

	reset(): void {
		this.objects.clear();
		this.written.length = 0;
		this.outage = undefined;
	}

	private list(query: URLSearchParams): Answer {
		if (query.has('location'))
			return xml(`<LocationConstraint ${NS}>${REGION}</LocationConstraint>`);
		const prefix = query.get('prefix') ?? '';
		const contents = [...this.objects]
			.filter(([key]) => key.startsWith(prefix))
			.map(([key, { length }]) => `<Contents><Key>${key}</Key><Size>${length}</Size></Contents>`);
		return xml(
			`<ListBucketResult ${NS}><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
		);
	}

	private object({ method, path, body, headers }: Asked): Answer {
		if (this.outage) return refusal(this.outage, 'SlowDown');
		const key = path.slice(1);
		if (method === 'PUT') {
			this.objects.set(key, body);
			this.written.push(headers);
			return {};
		}
		const content = this.objects.get(key);
		return content ? { type: 'video/mp4', body: content } : refusal(404, 'NoSuchKey');
	}
}

const NS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

function xml(text: string, status = 200): Answer {
	return {
		status,
		type: 'application/xml',
		body: `<?xml version="1.0" encoding="UTF-8"?>\n${text}`,
	};
}

function refusal(status: number, code: string): Answer {
	return xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status);
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) =>
	createHmac('sha256', key).update(data).digest();

/**
 * Source: "Create a signed AWS API request",
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
function isSigned({ method, url, headers, body }: Asked): boolean {
	const [, key, date, region, names, signature] =
		/^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
			headers.authorization ?? '',
		) ?? [];
	if (key !== AWS_KEYS.accessKeyId || region !== REGION) return false;
	if (headers['x-amz-content-sha256'] !== sha256(body)) return false;
	const [path, query = ''] = url.split('?');
	const canonical = [
		method,
		path,
		query
			.split('&')
			.map((pair) => (pair === '' || pair.includes('=') ? pair : `${pair}=`))
			.sort()
			.join('&'),
		...names.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
		'',
		names,
		sha256(body),
	].join('\n');
	const scope = `${date}/${region}/s3/aws4_request`;
	const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
	const signing = [region, 's3', 'aws4_request'].reduce<Buffer>(
		hmac,
		hmac(`AWS4${AWS_KEYS.secretAccessKey}`, date),
	);
	return hmac(signing, text).toString('hex') === signature;
}
