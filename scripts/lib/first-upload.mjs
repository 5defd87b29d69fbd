/**
 * The workflow that the README builds: a form with a file, and the upload.
 * @param {{ id: string, name: string }} apiVideoApi
 */
export function firstUpload(apiVideoApi) {
	return {
		name: 'My first upload',
		nodes: [
			{
				id: 'a91d3e03-0000-4000-8000-000000000001',
				name: 'On form submission',
				type: 'n8n-nodes-base.formTrigger',
				typeVersion: 2.6,
				webhookId: 'a91d3e03-0000-4000-8000-000000000002',
				position: [0, 0],
				parameters: {
					formTitle: 'Upload a video',
					formFields: { values: [{ fieldLabel: 'data', fieldType: 'file', multipleFiles: false }] },
				},
			},
			{
				id: 'a91d3e03-0000-4000-8000-000000000003',
				name: 'Upload video',
				type: 'n8n-nodes-apivideo.apiVideo',
				typeVersion: 1,
				position: [220, 0],
				parameters: { resource: 'video', operation: 'upload', binaryPropertyName: 'data' },
				credentials: { apiVideoApi },
			},
		],
		connections: {
			'On form submission': { main: [[{ node: 'Upload video', type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1' },
	};
}
