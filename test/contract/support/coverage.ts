/** Every operation of the specification but for signing in, and the operation of the node that does it. */
export const COVERAGE: Readonly<Record<string, string>> = {
	'DELETE-video': 'video:delete',
	'DELETE-webhook': 'webhook:delete',
	'DELETE_live-streams-liveStreamId': 'liveStream:delete',
	'DELETE_live-streams-liveStreamId-thumbnail': 'liveStream:deleteThumbnail',
	'DELETE_players-playerId': 'playerTheme:delete',
	'DELETE_players-playerId-logo': 'playerTheme:deleteLogo',
	'DELETE_summaries-summaryId': 'summary:delete',
	'DELETE_upload-tokens-uploadToken': 'delegatedToken:delete',
	'DELETE_videos-videoId-captions-language': 'caption:delete',
	'DELETE_videos-videoId-chapters-language': 'chapter:delete',
	DELETE_watermark: 'watermark:delete',
	'GET-Webhook': 'webhook:get',
	'GET-discarded-video': 'video:getDiscarded',
	'GET-video': 'video:get',
	'GET-video-status': 'video:getStatus',
	'GET_aggregated-metrics': 'analytics:getAggregated',
	'GET_live-streams': 'liveStream:getAll',
	'GET_live-streams-liveStreamId': 'liveStream:get',
	'GET_metrics-breakdown': 'analytics:getBreakdown',
	'GET_metrics-over-time': 'analytics:getOverTime',
	GET_players: 'playerTheme:getAll',
	'GET_players-playerId': 'playerTheme:get',
	GET_summaries: 'summary:getAll',
	'GET_summaries-summaryId-source': 'summary:getContent',
	'GET_upload-tokens': 'delegatedToken:getAll',
	'GET_upload-tokens-uploadToken': 'delegatedToken:get',
	'GET_videos-videoId-captions': 'caption:getAll',
	'GET_videos-videoId-captions-language': 'caption:get',
	'GET_videos-videoId-chapters': 'chapter:getAll',
	'GET_videos-videoId-chapters-language': 'chapter:get',
	'LIST-discarded-videos': 'video:getAllDiscarded',
	'LIST-tags': 'tag:getAll',
	'LIST-videos': 'video:getAll',
	'LIST-watermarks': 'watermark:getAll',
	'LIST-webhooks': 'webhook:getAll',
	'PATCH-discarded-video': 'video:restore',
	'PATCH-video': 'video:update',
	'PATCH_live-streams-liveStreamId': 'liveStream:update',
	'PATCH_players-playerId': 'playerTheme:update',
	'PATCH_summaries-summaryId-source': 'summary:update',
	'PATCH_videos-videoId-captions-language': 'caption:update',
	'PATCH_videos-videoId-thumbnail': 'video:setThumbnail',
	'POST-video': 'video:create',
	'POST-webhooks': 'webhook:create',
	'POST_live-streams': 'liveStream:create',
	'POST_live-streams-liveStreamId-thumbnail': 'liveStream:uploadThumbnail',
	POST_players: 'playerTheme:create',
	'POST_players-playerId-logo': 'playerTheme:uploadLogo',
	POST_summaries: 'summary:create',
	POST_upload: 'video:upload',
	'POST_upload-tokens': 'delegatedToken:create',
	'POST_videos-videoId-captions-language': 'caption:upload',
	'POST_videos-videoId-chapters-language': 'chapter:upload',
	'POST_videos-videoId-source': 'video:upload',
	'POST_videos-videoId-thumbnail': 'video:setThumbnail',
	POST_watermark: 'watermark:upload',
	'PUT_live-streams-liveStreamId-complete': 'liveStream:complete',
};

/** Signing in is the credential's business. */
export const SIGNING_IN: readonly string[] = ['POST_auth-api-key', 'POST_auth-refresh'];

/** Operations of the node that are made of others of the specification. */
export const COMPOSED: Readonly<Record<string, readonly string[]>> = {
	'delegatedToken:rotate': [
		'POST_upload-tokens',
		'GET_upload-tokens',
		'DELETE_upload-tokens-uploadToken',
	],
	'video:waitUntilPlayable': ['GET-video-status'],
};

/** What some operations ask besides, to do what they promise. */
export const ALONG_THE_WAY: Readonly<Record<string, readonly string[]>> = {
	'liveStream:update': ['GET_live-streams-liveStreamId'],
	'video:create': ['LIST-videos', 'GET-video', 'GET-video-status'],
	'video:update': ['GET-video'],
	'video:upload': ['LIST-videos', 'POST-video', 'GET-video', 'GET-video-status'],
};

/** @returns the operations of the specification that one of the node stands for */
export function standsFor(operation: string): string[] {
	const direct = Object.entries(COVERAGE).filter(([, ours]) => ours === operation);
	return [...direct.map(([id]) => id), ...(COMPOSED[operation] ?? [])];
}
