import {filterTerms} from '../domain/language/terms.js';
import {type Topic} from '../manual/pages.js';
import {displayWidth, fitCell} from '../text/fit.js';
import {type Command, type Flag, type Flags, globalFlags} from './command.js';
import {exitCodes} from './exit-codes.js';
import {flagName} from './flag-name.js';

const paragraph = (title: string, lines: readonly string[]): string =>
	lines.length === 0 ? '' : [title, ...lines.map(line => `  ${line}`), ''].join('\n');

const pairs = (rows: readonly (readonly [name: string, explanation: string])[]): string[] => {
	const width = Math.max(0, ...rows.map(([name]) => displayWidth(name)));
	return rows.map(([name, explanation]) => `${fitCell(name, width)}  ${explanation}`);
};

/** A flag as typed, such as `--limit N`, `--no-open` or `-h, --help`. */
export const flagForm = (key: string, {value, default: byDefault, short}: Flag): string =>
	`${short ? `-${short}, ` : ''}${byDefault ? flagName(`no-${key}`) : flagName(key)}${value === undefined ? '' : ` ${value}`}`;

const flagLines = (flags: Flags): string[] =>
	pairs(Object.entries(flags).map(([key, flag]) => [flagForm(key, flag), flag.explanation]));

const exitCodeHelp = (): string =>
	paragraph('Exit codes', pairs(exitCodes.map(({code, meaning}) => [String(code), meaning])));

const filterHelp = (): string =>
	paragraph('Filter: words and terms, all must hold; - before one negates it', [
		...pairs(filterTerms.map(({example, explanation}) => [example, explanation])),
	]);

/** The output of `chatlogs <command> --help`. */
export const commandHelp = ({name, summary, usage, flags, examples}: Command): string =>
	[
		`chatlogs ${name}: ${summary}`,
		'',
		paragraph(
			'Usage',
			usage.map(form => `chatlogs ${form}`),
		),
		paragraph('Flags', flagLines({...flags, ...globalFlags})),
		...('filter' in flags ? [filterHelp()] : []),
		paragraph(
			'Examples',
			examples.flatMap(({line, explanation}) => [`chatlogs ${line}`, `    ${explanation}`]),
		),
		exitCodeHelp(),
	].join('\n');

/** The output of `chatlogs --help`. */
export const programHelp = (commands: readonly Command[]): string =>
	[
		'chatlogs: check and manage the external chat logs of a PBX or contact centre',
		'',
		paragraph(
			'Usage',
			pairs([
				['chatlogs', 'opens the screen'],
				['chatlogs --once [--size 120x40] [--filter Q]', 'prints one frame of it as text'],
				['chatlogs COMMAND …', 'does one thing; COMMAND --help explains it'],
				['chatlogs help TOPIC', 'a page of the manual; help alone lists the topics'],
			]),
		),
		paragraph('Commands', pairs(commands.map(({name, summary}) => [name, summary]))),
		paragraph('Flags, before or after the command', flagLines(globalFlags)),
		exitCodeHelp(),
	].join('\n');

/** The output of `chatlogs help`. */
export const topicsHelp = (topics: readonly Topic[]): string =>
	[
		'The manual of chatlogs',
		'',
		paragraph('Topics', pairs(topics.map(({name, summary}) => [name, summary]))),
		paragraph('To read them', ['chatlogs help TOPIC', 'chatlogs help TOPIC | less', 'chatlogs help COMMAND']),
	].join('\n');
