import { aBoolean, aStringLike, aStringUpTo, type BodyRules } from './attributes';

const colors =
	'text link linkHover linkActive trackPlayed trackUnplayed trackBackground backgroundTop backgroundBottom backgroundText';
const flags = 'enableApi enableControls forceAutoplay hideTitle forceLoop';

/** The form of every default in the OpenAPI file: `rgba(255, 255, 255, 1)`, `rgba(88, 131, 255, .95)`. */
const aColor = aStringLike(
	/^rgba\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*(\d|\d?\.\d+)\s*\)$/,
	'rgba(255, 255, 255, 1)',
);

/** The body of `POST /players` and `PATCH /players/{playerId}`. */
export const playerRules: BodyRules = {
	attributes: {
		name: aStringUpTo(100),
		...Object.fromEntries(colors.split(' ').map((name) => [name, aColor])),
		...Object.fromEntries(flags.split(' ').map((name) => [name, aBoolean])),
	},
};
