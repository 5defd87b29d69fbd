module.exports = {
	semi: true,
	trailingComma: 'all',
	useTabs: true,
	tabWidth: 2,
	singleQuote: true,
	quoteProps: 'as-needed',
	printWidth: 100,
	endOfLine: 'lf',
};
