import {inertJson} from '../../exchange/export/json-text.js';
import {counted} from '../../text/count.js';
import {safeLine} from '../../text/safe-text.js';
import {type Context, exitCode} from '../command.js';
import {type Output} from '../streams.js';
import {printJson, printLine} from '../output.js';
import {type SiteOutcome} from './outcomes.js';

const printLines = (output: Output, text: string, start: string): void => {
	for (const line of text.split('\n')) if (line !== '') output.write(`${start}${safeLine(line)}\n`);
};

/**
Prints what the command told people in each site, every line behind the site's name.
@param between what stands between them
*/
export const printOutputLines = (
	stdout: Output,
	outcomes: readonly SiteOutcome[],
	between: '  ' | ':' = '  ',
): void => {
	for (const {site, report} of outcomes) printLines(stdout, report.stdout, `${site.name}${between}`);
};

/** What the command told programs in one site. */
export const outputRecord = ({site, report: {code, stdout, trouble}}: SiteOutcome): object => ({
	site: site.name,
	code,
	result: stdout === '' ? null : (JSON.parse(stdout) as unknown),
	trouble: trouble ?? null,
});

/** Prints what the command told in each site. */
export const printOutputs = ({stdout, flags}: Context, outcomes: readonly SiteOutcome[]): void => {
	if (flags.json) printJson(stdout, {sites: outcomes.map(outcome => outputRecord(outcome))});
	else printOutputLines(stdout, outcomes);
};

/** Says in how many of the sites all was done. */
export const printCount = ({stdout, flags}: Context, outcomes: readonly SiteOutcome[]): void => {
	if (flags.json || flags.quiet) return;
	const all = counted(outcomes.length, 'site');
	const done = outcomes.filter(({report}) => report.code === exitCode.done).length;
	printLine(stdout, done === outcomes.length ? `Done in your ${all}.` : `Done in ${done} of your ${all}.`);
};

/** Prints what was told beside the output, then the troubles, each with its site. */
export const printTroubles = ({stderr, flags}: Context, outcomes: readonly SiteOutcome[]): void => {
	for (const {site, report} of outcomes)
		printLines(stderr, report.stderr.replaceAll(/^chatlogs: /gm, ''), `chatlogs: ${site.name}: `);
	for (const {site, report} of outcomes) {
		const {trouble} = report;
		if (trouble === undefined) continue;
		if (flags.json) stderr.write(`${inertJson({error: {site: site.name, ...trouble}})}\n`);
		else printLine(stderr, `chatlogs: ${site.name}: ${trouble.message}`);
	}
};

/**
3 if every trouble is a PBX that cannot be reached, else 1 if there is any; a bug is told as such. Without trouble, 10 if
a watch found something new.
*/
export const jointCode = (outcomes: readonly SiteOutcome[]): number => {
	const codes = outcomes.flatMap(({report: {code, trouble}}) => {
		if (code === exitCode.done || code === exitCode.somethingNew) return [];
		return trouble?.kind === 'store' ? exitCode.refused : code;
	});
	if (codes.length === 0) {
		const isNew = outcomes.some(({report: {code}}) => code === exitCode.somethingNew);
		return isNew ? exitCode.somethingNew : exitCode.done;
	}

	if (codes.includes(exitCode.bug)) return exitCode.bug;
	return codes.every(code => code === exitCode.pbx) ? exitCode.pbx : exitCode.refused;
};
