import type { FastifyInstance } from 'fastify';
import { atom } from '../atom';
import { checkBody } from '../attributes';
import { identifier } from '../identifiers';
import { pageOf } from '../page';
import { playerRules } from '../playerRules';
import { Problem } from '../problem';
import { listQuery } from '../query';
import type { Player, State } from '../state';
import { urlOf } from '../urlOf';

interface PlayerParams {
	Params: { playerId: string };
}

/** `/players`, as far as it takes to give a video a player. */
export function playerRoutes(server: FastifyInstance, state: State): void {
	const find = (playerId: string): Player => {
		const player = state.players.get(playerId);
		if (!player) throw new Problem('resource-not-found', { name: 'playerId' });
		return player;
	};

	server.post('/players', async ({ body }, reply) => {
		const attributes = checkBody(body, playerRules);
		const player = { playerId: identifier('pl'), createdAt: state.settings.now(), attributes };
		state.players.set(player.playerId, player);
		return reply.code(201).send(playerObject(player));
	});

	server.get('/players', async (request) => {
		const url = urlOf(request);
		const query = listQuery(url.searchParams, { sortBy: ['name', 'createdAt', 'updatedAt'] });
		const keyOf = ({ attributes, createdAt }: Player) =>
			query.sortBy === 'name' ? String(attributes.name ?? '') : atom(createdAt);
		const found = state.players.valuesAgo(request.lag);
		const page = pageOf(found, query, url, keyOf, ({ playerId }) => playerId);
		return { ...page, data: page.data.map(playerObject) };
	});

	server.get<PlayerParams>('/players/:playerId', async ({ params }) =>
		playerObject(find(params.playerId)),
	);

	server.delete<PlayerParams>('/players/:playerId', async ({ params }, reply) => {
		state.players.delete(find(params.playerId).playerId);
		return reply.code(204).send();
	});
}

function playerObject({ playerId, createdAt, attributes }: Player): object {
	return { playerId, createdAt: atom(createdAt), updatedAt: atom(createdAt), ...attributes };
}
