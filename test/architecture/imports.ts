import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** The project's root. */
export const root = resolve(__dirname, '../..');

/** One import, as written and as meant. */
export interface Import {
	/** The importing file, relative to the root. */
	from: string;
	/** The imported file relative to the root, or the name of a package. */
	to: string;
	isPackage: boolean;
	/** Types vanish at compile time: only these may come from anywhere in a package. */
	typeOnly: boolean;
}

/** All TypeScript files below a folder of the project, relative to the root. */
export function sources(folder: string): string[] {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
		.map((entry) => relative(root, join(entry.parentPath, entry.name)))
		.sort();
}

/**
 * What a file imports, in every form the language has: `import`, `export ... from`, `import()`,
 * `require()`, `import x = require()` and `import('x').Type`.
 */
export function importsOf(file: string): Import[] {
	const text = readFileSync(join(root, file), 'utf8');
	const found: Import[] = [];
	const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
		if (specifier && ts.isStringLiteralLike(specifier)) {
			found.push(meant(file, specifier.text, typeOnly));
		}
	};
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node)) {
			add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
		} else if (ts.isExportDeclaration(node)) {
			add(node.moduleSpecifier, node.isTypeOnly);
		} else if (ts.isExternalModuleReference(node)) {
			add(node.expression, false);
		} else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
			add(node.argument.literal, true);
		} else if (ts.isCallExpression(node) && loadsModule(node)) {
			add(node.arguments[0], false);
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
	return found;
}

function loadsModule({ expression }: ts.CallExpression): boolean {
	if (expression.kind === ts.SyntaxKind.ImportKeyword) return true;
	return ts.isIdentifier(expression) && expression.text === 'require';
}

function meant(from: string, specifier: string, typeOnly: boolean): Import {
	if (!specifier.startsWith('.')) return { from, to: specifier, isPackage: true, typeOnly };
	const path = relative(root, resolve(root, dirname(from), specifier));
	const candidates = [`${path}.ts`, `${path}/index.ts`, path];
	const to = candidates.find((name) => existsSync(join(root, name))) ?? path;
	return { from, to, isPackage: false, typeOnly };
}
