import { NEW_WATERMARK, WATERMARKS } from '../../api/paths/watermarks';
import type { Operation } from '../operation';
import { readImage } from '../shared/imageFile';
import { inputBinaryField } from '../shared/inputBinaryField';

const RULES = { use: 'a watermark', formats: ['JPEG', 'PNG'] } as const;

export const uploadWatermark: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload watermark',
	description: 'Upload an image that new videos can have as a watermark',
	makesNew: true,
	properties: [{ ...inputBinaryField, description: 'A JPEG or PNG image' }],
	async execute(context) {
		const body = new FormData();
		body.append('file', await readImage(context, RULES));
		const fileUse = RULES.use;
		const request = { path: WATERMARKS, body, fileUse };
		return await context.api.make(request, NEW_WATERMARK);
	},
};
