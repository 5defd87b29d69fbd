import type { FastifyInstance } from 'fastify';
import { atom } from '../atom';
import { checkBody } from '../attributes';
import { playerRules } from '../playerRules';
import { Problem } from '../problem';
import type { Player, State } from '../state';
import { logoRules } from '../upload/fileRules';
import { readSmallForm } from '../upload/smallForm';

interface PlayerParams {
	Params: { playerId: string };
}

/** What `/players` offers beyond `playerRoutes`: changing a theme, and its logo. */
export function playerThemeRoutes(server: FastifyInstance, state: State): void {
	const logos = new WeakMap<Player, { type: string; content: Buffer }>();
	const find = (playerId: string): Player => {
		const player = state.players.get(playerId);
		if (!player) throw new Problem('resource-not-found', { name: 'playerId' });
		return player;
	};
	/** Also the update's time is kept among the attributes: they are what is answered. */
	const change = (player: Player, attributes: Record<string, unknown>) => {
		state.players.changing(player.playerId);
		player.attributes = {
			...player.attributes,
			...attributes,
			updatedAt: atom(state.settings.now()),
		};
		const { playerId, createdAt } = player;
		return { playerId, createdAt: atom(createdAt), ...player.attributes };
	};

	server.patch<PlayerParams>('/players/:playerId', async ({ params, body }) => {
		const player = find(params.playerId);
		return change(player, checkBody(body, playerRules));
	});

	server.post<PlayerParams>('/players/:playerId/logo', async (request, reply) => {
		const player = find(request.params.playerId);
		const { fields, type, content } = await readSmallForm(request, logoRules);
		logos.set(player, { type, content });
		const link = fields.get('link');
		const logo = `${state.url}/player/${player.playerId}/logo`;
		return reply.code(201).send(change(player, { assets: { logo, ...(link && { link }) } }));
	});

	server.delete<PlayerParams>('/players/:playerId/logo', async ({ params }, reply) => {
		const player = find(params.playerId);
		logos.delete(player);
		delete player.attributes.assets;
		return reply.code(204).send();
	});

	server.get<PlayerParams>(
		'/player/:playerId/logo',
		{ config: { open: true } },
		async ({ params }, reply) => {
			const logo = logos.get(find(params.playerId));
			if (!logo) throw new Problem('resource-not-found', { name: 'playerId' });
			return reply.type(logo.type).send(logo.content);
		},
	);
}
