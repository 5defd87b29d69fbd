import type { FastifyInstance } from 'fastify';
import { aBoolean, checkBody } from '../attributes';
import { languageFlaw } from '../language';
import { pageOf } from '../page';
import { Problem } from '../problem';
import { listQuery } from '../query';
import type { State } from '../state';
import type { Track } from '../textTracks';
import { readSmallForm } from '../upload/smallForm';
import { urlOf } from '../urlOf';

interface TrackParams {
	Params: { videoId: string; language: string };
}

type Kind = 'captions' | 'chapters';

/** `/videos/{videoId}/captions` and `/videos/{videoId}/chapters`, and the files behind `src`. */
export function textTrackRoutes(server: FastifyInstance, state: State): void {
	tracks(server, state, 'captions');
	tracks(server, state, 'chapters');
}

function tracks(server: FastifyInstance, state: State, kind: Kind): void {
	const ofVideo = (videoId: string) => state[kind].of(state.video(videoId));
	const find = ({ videoId, language }: TrackParams['Params']): Track => {
		const track = ofVideo(videoId).get(checkLanguage(language));
		if (!track) throw new Problem('resource-not-found', { name: 'language' });
		return track;
	};
	const answer = (videoId: string, track: Track) => trackObject(state, kind, videoId, track);
	const path = `/videos/:videoId/${kind}/:language`;

	server.get<TrackParams>(`/videos/:videoId/${kind}`, async (request) => {
		const { videoId } = request.params;
		const url = urlOf(request);
		const query = { ...listQuery(url.searchParams, { sortBy: [] }), descending: false };
		const language = (track: Track) => track.language;
		const found = ofVideo(videoId).valuesAgo(request.lag);
		const page = pageOf(found, query, url, language, language);
		return { ...page, data: page.data.map((track) => answer(videoId, track)) };
	});

	server.get<TrackParams>(path, async ({ params }) => answer(params.videoId, find(params)));

	// "The API does not return an error for incorrectly formatted VTT files": the content is not looked at.
	server.post<TrackParams>(path, async (request) => {
		const { videoId, language } = request.params;
		const { content } = await readSmallForm(request);
		const all = ofVideo(videoId);
		const track = { language: checkLanguage(language), content, isDefault: false };
		all.set(language, track);
		return answer(videoId, track);
	});

	server.delete<TrackParams>(path, async ({ params }, reply) => {
		ofVideo(params.videoId).delete(find(params).language);
		return reply.code(204).send();
	});

	if (kind === 'captions') {
		server.patch<TrackParams>(path, async ({ params, body }) => {
			const track = find(params);
			const payload = checkBody(body, { attributes: { default: aBoolean } });
			const all = ofVideo(params.videoId);
			for (const language of all.keys()) all.changing(language);
			if (payload.default === true) {
				for (const other of all.values()) other.isDefault = false;
			}
			track.isDefault = (payload.default as boolean | undefined) ?? track.isDefault;
			return answer(params.videoId, track);
		});
	}

	server.get<TrackParams>(
		`/vod/:videoId/${kind}/:language.vtt`,
		{ config: { open: true } },
		async ({ params }, reply) => reply.type('text/vtt').send(find(params).content),
	);
}

function trackObject(state: State, kind: Kind, videoId: string, track: Track): object {
	const { language, isDefault } = track;
	const common = {
		uri: `/videos/${videoId}/${kind}/${language}`,
		src: `${state.url}/vod/${videoId}/${kind}/${language}.vtt`,
	};
	if (kind === 'chapters') return { ...common, language };
	return { ...common, srclang: language, languageName: nameOf(language), default: isDefault };
}

/** Throws the two documented problems of the parameter `language`. */
function checkLanguage(language: string): string {
	const detail = languageFlaw(language, (one) => nameOf(one) !== undefined);
	if (detail) throw new Problem('invalid-attribute', { name: 'language', detail });
	return language;
}

/** The language's name in itself; undefined: there is no such language. */
function nameOf(language: string): string | undefined {
	try {
		const known = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(language);
		return known && new Intl.DisplayNames(language, { type: 'language' }).of(language);
	} catch {
		return undefined;
	}
}
