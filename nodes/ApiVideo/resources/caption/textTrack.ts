import type { INodeProperties } from 'n8n-workflow';
import type { Asked } from '../../api/paths/asked';
import { oneTextTrack, type TrackKind } from '../../api/paths/textTracks';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { smallFile } from '../../n8n/smallFile';
import type { OperationContext } from '../operation';
import { inputBinaryField, readInputBinaryField } from '../shared/inputBinaryField';
import { languageLocator, readLanguage } from './languageLocator';
import { readVideoId, videoLocator } from '../video/videoLocator';

/** The parameters that pick a WebVTT file of a video. */
export const trackLocators: readonly INodeProperties[] = [videoLocator, languageLocator];

const contentFromField: INodeProperties = {
	displayName: 'Content From',
	name: 'contentFrom',
	type: 'options',
	options: [
		{ name: 'File', value: 'file', description: 'A file from an earlier step' },
		{
			name: 'Text',
			value: 'text',
			description: 'A text that is typed here or comes from an expression',
		},
	],
	default: 'file',
	description: 'Where the WebVTT content comes from',
};

const textField: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 8 },
	required: true,
	displayOptions: { show: { contentFrom: ['text'] } },
	default: '',
	placeholder: 'e.g. WEBVTT 00:00.000 --> 00:04.000 Welcome',
	description: 'The content in WebVTT format; its first line is WEBVTT',
};

/** The parameters that say what a WebVTT file consists of. */
export const trackContent: readonly INodeProperties[] = [
	contentFromField,
	{
		...inputBinaryField,
		displayOptions: { show: { contentFrom: ['file'] } },
		description: 'A WebVTT file (.vtt)',
	},
	textField,
];

/** One WebVTT file of a video. Chapters are such files as well; what both have in common stands with the captions. */
export interface Track extends Asked {
	readonly videoId: string;
	readonly language: string;
}

/** @returns what {@link trackLocators} have picked, and what requests about it have in common */
export function readTrack(context: OperationContext, kind: TrackKind): Track {
	const videoId = readVideoId(context);
	const language = readLanguage(context);
	return { videoId, language, ...oneTextTrack(videoId, kind, language) };
}

/**
 * Reads the content that {@link trackContent} stands for, as a form that can be sent. api.video accepts
 * any file and then shows nothing, so a file that is no WebVTT is refused here.
 *
 * @throws Trouble when there is no content, or it is not WebVTT
 */
export async function readTrackForm(
	context: OperationContext,
	kind: TrackKind,
	language: string,
): Promise<FormData> {
	const from = context.parameters.choice<'file' | 'text'>(contentFromField);
	const content = from === 'file' ? await readFile(context, kind) : readContent(context);
	const form = new FormData();
	form.append('file', new File([content], `${language}.vtt`, { type: 'text/vtt' }));
	return form;
}

async function readFile(context: OperationContext, kind: TrackKind): Promise<File> {
	const { n8n, itemIndex, clock, signal } = context;
	const file = await smallFile(n8n, itemIndex, readInputBinaryField(context), kind, clock, signal);
	checkStart(await file.slice(0, 64).text(), `The file ${quote(file.name)}`);
	return file;
}

function readContent({ parameters }: OperationContext): string {
	const text = parameters.text(textField)?.trimStart() ?? '';
	if (text === '') {
		throw new Trouble(
			'Text is empty',
			'Enter the content in WebVTT format, or choose File under Content From.',
		);
	}
	checkStart(text, 'Text');
	return text;
}

/** Source: https://www.w3.org/TR/webvtt1/#file-structure. A file may have a byte order mark in front. */
function checkStart(text: string, subject: string): void {
	if (/^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/.test(text)) return;
	throw new Trouble(
		`${subject} is not in WebVTT format: it does not begin with WEBVTT`,
		'api.video takes WebVTT (.vtt) only. A SubRip file (.srt) has to be converted: put the line WEBVTT and an empty line in front, and write the times with a point, as in 00:00:04.000.',
	);
}
