import type { State } from './state';

/** Runs `forget` with every reset, for what a resource keeps by itself. */
export function onReset(state: State, forget: () => void): void {
	const before = state.reset.bind(state);
	state.reset = () => {
		before();
		forget();
	};
}
