import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { smallFile } from '../../n8n/smallFile';
import { KIB, MIB } from '../../upload';
import type { OperationContext } from '../operation';
import { readInputBinaryField } from './inputBinaryField';

/** A kind of image that api.video takes somewhere. */
export type ImageFormat = 'JPEG' | 'PNG' | 'WebP';

/** What an image must be. */
export interface ImageRules {
	/** As in "a watermark". */
	readonly use: string;
	readonly formats: readonly ImageFormat[];
	/** The limit of api.video, where it names one. */
	readonly maxBytes?: number;
}

const EXTENSIONS: Readonly<Record<ImageFormat, string>> = { JPEG: 'jpg', PNG: 'png', WebP: 'webp' };

/**
 * Reads the image that Input Binary Field names. api.video goes by the extension of the file name,
 * so the image gets the one that belongs to its content.
 *
 * @throws Trouble when there is none, or it is no image of these formats, or too large
 */
export async function readImage(context: OperationContext, rules: ImageRules): Promise<File> {
	const { n8n, itemIndex, clock, signal } = context;
	const { use, formats, maxBytes = Infinity } = rules;
	const file = await smallFile(n8n, itemIndex, readInputBinaryField(context), use, clock, signal);
	const format = formatOf(Buffer.from(await file.slice(0, 12).arrayBuffer()));
	if (!format || !formats.includes(format)) {
		const wanted = formats.join(formats.length > 2 ? ', ' : ' or ');
		throw new Trouble(
			`The file ${quote(file.name)} cannot be used as ${use}: it is ${format ? `a ${format} image` : 'no image that api.video knows'}`,
			`Check Input Binary Field: it should hold one of these images: ${wanted}.`,
		);
	}
	if (file.size > maxBytes) {
		throw new Trouble(
			`The image ${quote(file.name)} is too large for ${use}: it has ${inWords(file.size)}`,
			`${inWords(maxBytes)} is the limit. Make the image smaller, for example with the Edit Image node.`,
		);
	}
	const name = `${file.name.replace(/\.[^.]*$/, '')}.${EXTENSIONS[format]}`;
	return new File([file], name, { type: `image/${format.toLowerCase()}` });
}

/** Goes by the first bytes: names and types of files are often wrong. */
function formatOf(start: Buffer): ImageFormat | undefined {
	if (start.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'JPEG';
	if (start.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'PNG';
	const text = start.toString('latin1');
	return text.startsWith('RIFF') && text.slice(8) === 'WEBP' ? 'WebP' : undefined;
}

function inWords(bytes: number): string {
	return bytes < MIB ? `${Math.ceil(bytes / KIB)} KiB` : `${(bytes / MIB).toFixed(1)} MiB`;
}
