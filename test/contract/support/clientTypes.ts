import type AttributeType from '@api.video/nodejs-client/lib/model/AttributeType';
import type { Schema } from './schema';

/** The official client's name for the JSON of each operation that takes some. */
const MODELS: Readonly<Record<string, string>> = {
	'PATCH-discarded-video': 'DiscardedVideoUpdatePayload',
	'PATCH-video': 'VideoUpdatePayload',
	'PATCH_live-streams-liveStreamId': 'LiveStreamUpdatePayload',
	'PATCH_players-playerId': 'PlayerThemeUpdatePayload',
	'PATCH_summaries-summaryId-source': 'SummaryUpdatePayload',
	'PATCH_videos-videoId-captions-language': 'CaptionsUpdatePayload',
	'PATCH_videos-videoId-thumbnail': 'VideoThumbnailPickPayload',
	'POST-video': 'VideoCreationPayload',
	'POST-webhooks': 'WebhooksCreationPayload',
	'POST_live-streams': 'LiveStreamCreationPayload',
	POST_players: 'PlayerThemeCreationPayload',
	POST_summaries: 'SummaryCreationPayload',
	'POST_upload-tokens': 'TokenCreationPayload',
};

/** What null takes away. The types cannot say so, but the documentation does. */
const NULLABLE: Readonly<Record<string, readonly string[]>> = {
	'PATCH-video': ['playerId', 'language'],
};

interface Model {
	readonly default: { getAttributeTypeMap(): AttributeType[] };
}

/** @returns by operationId, the names and types that the official client sends */
export function clientBodies(): Record<string, Schema> {
	return Object.fromEntries(
		Object.entries(MODELS).map(([id, name]) => {
			const schema = schemaOfModel(name);
			const properties = Object.entries(schema.properties ?? {}).map(
				([attribute, type]): [string, Schema] => [
					attribute,
					NULLABLE[id]?.includes(attribute) ? { ...type, nullable: true } : type,
				],
			);
			return [id, { ...schema, properties: Object.fromEntries(properties) }];
		}),
	);
}

function schemaOfModel(name: string): Schema {
	const model = jest.requireActual<Model>(`@api.video/nodejs-client/lib/model/${name}`);
	const attributes = model.default.getAttributeTypeMap();
	const properties = attributes.map(({ baseName, type }) => [baseName, schemaOf(type)] as const);
	return { type: 'object', properties: Object.fromEntries(properties) };
}

function schemaOf(type: string): Schema {
	const items = /^Array<(.+)>$/.exec(type)?.[1];
	if (items !== undefined) return { type: 'array', items: schemaOf(items) };
	if (['string', 'number', 'boolean'].includes(type)) return { type };
	// The values of an enumeration are there for the compiler only.
	if (type === 'Date' || type.endsWith('Enum')) return { type: 'string' };
	return schemaOfModel(type);
}
