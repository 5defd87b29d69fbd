import { createHash } from 'node:crypto';
import type { Place } from './places';
import { spotOf, type Mutant } from './score';

/**
 * Draws places by a seed, from each folder by its share of all (at least one). The same seed draws the same places as long as
 * nothing moves in their files, and a smaller sample is a part of the larger one.
 * @param places all there are
 * @param size how many to draw in all, about
 */
export function draw(places: readonly Place[], size: number, seed: string): Place[] {
	const folders = new Map<string, Place[]>();
	for (const place of places)
		folders.set(place.folder, [...(folders.get(place.folder) ?? []), place]);
	return [...folders.values()].flatMap((own) => {
		const share = Math.max(1, Math.round((size * own.length) / places.length));
		return inOrder(own, seed).slice(0, share);
	});
}

/**
 * @param wanted files, or spots as they are told of changes that no test has noticed
 * @returns the places that are there
 */
export function placesAt(places: readonly Place[], wanted: readonly string[]): Place[] {
	const isWanted = (mutant: Mutant) =>
		wanted.includes(mutant.fileName) || wanted.includes(spotOf(mutant));
	return places.filter(({ mutants }) => mutants.some(isWanted));
}

function inOrder(places: readonly Place[], seed: string): Place[] {
	const number = ({ range }: Place) =>
		createHash('sha256').update(`${seed} ${range}`).digest('hex');
	return places
		.map((place) => ({ place, at: number(place) }))
		.sort((a, b) => (a.at < b.at ? -1 : 1))
		.map(({ place }) => place);
}
