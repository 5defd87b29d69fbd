import type { Fault } from '../faults/fault';
import { Problem } from '../problem';
import { textualForm } from './textual';

/** What an uploaded file must be like. */
export interface FileRules {
	/** As in "it is not a video". */
	use: string;
	/** In lower case, without the point. Default: any. */
	extensions?: readonly string[];
	/** The extensions as the example of a refusal lists them. */
	listed?: string;
	maximumBytes?: number;
}

export const videoRules: FileRules = { use: 'a video' };

/** Source: the 400 of `POST /watermarks`. */
export const watermarkRules: FileRules = {
	use: 'an image',
	extensions: ['jpeg', 'jpg', 'png'],
	listed: '[jpeg, jpg, JPG, JPEG, png, PNG]',
};

/** Source: `POST /players/{playerId}/logo`: "The file size should be a maximum of 100 KiB." */
export const logoRules: FileRules = {
	use: 'an image',
	extensions: ['jpg', 'jpeg', 'png'],
	listed: "['jpg', 'JPG', 'jpeg', 'JPEG', 'png', 'PNG']",
	maximumBytes: 100 * 1024,
};

const jpegOnly = { extensions: ['jpeg', 'jpg'], listed: '[jpeg, jpg, JPG, JPEG]' };

/**
 * Thumbnails of videos and live streams: the description of the attribute allows JPEG, PNG and WebP up to 8 MiB, the
 * example of a refusal JPEG only, as does the fault `jpeg-only`.
 */
export function thumbnailRules(faults: readonly Fault[]): FileRules {
	const isJpegOnly = faults.some(({ kind }) => kind === 'jpeg-only');
	return {
		use: 'an image',
		extensions: ['jpeg', 'jpg', 'png', 'webp'],
		listed: '[jpeg, jpg, JPG, JPEG, png, PNG, webp, WEBP]',
		maximumBytes: 8 * 1024 * 1024,
		...(isJpegOnly && jpegOnly),
	};
}

/** Throws uploaded-file-invalid-file for what is text ("Check the detail key for more information"). */
export function checkHead(head: Buffer, { use }: FileRules): void {
	const form = textualForm(head);
	if (!form) return;
	const detail = `The file is not ${use}: it looks like ${form}.`;
	throw new Problem('uploaded-file-invalid-file', { name: 'file', detail });
}

/** Throws uploaded-file-extension-invalid and uploaded-file-too-large. `size` in bytes. */
export function checkFile(name: string, size: number, rules: FileRules): void {
	const { extensions, listed, maximumBytes = Infinity } = rules;
	const extension = /\.([^.]+)$/.exec(name)?.[1].toLowerCase() ?? '';
	if (extensions && !extensions.includes(extension)) {
		const title = `Only ${listed} extensions are supported.`;
		throw new Problem('uploaded-file-extension-invalid', { title, name: 'file' });
	}
	if (size > maximumBytes) throw new Problem('uploaded-file-too-large', { name: 'file' });
}
