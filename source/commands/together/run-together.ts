import {UsageRefusal} from '../../domain/refusal.js';
import {type Command, type Context} from '../command.js';
import {chosenSites} from './chosen-sites.js';
import {outcomesIn, type SiteOutcome, withRunsFolder} from './outcomes.js';
import {jointCode, printCount, printOutputLines, printOutputs, printTroubles} from './print-outputs.js';
import {printRows} from './print-rows.js';

/**
Does a command in several sites at once, in processes of their own, and prints what they found as one. Trouble in one
site does not stop the others.
@param argv the arguments as they were given
@param program the file that Node runs for a worker
@returns the exit code
@throws UsageRefusal if the command does not do that with these arguments
*/
export const runTogether = async (
	{together}: Pick<Command, 'together'>,
	context: Context,
	{argv, program}: {readonly argv: readonly string[]; readonly program: string},
): Promise<number> => {
	const {flags, machine, sender} = context;
	const lone = together?.lone(context);
	if (together === undefined || lone !== undefined)
		throw new UsageRefusal(`${lone ?? 'This'} goes with one site only: --site NAME.`);
	const sites = chosenSites(flags, machine, sender.configFolder);
	const here = together.kind === 'outputs' ? together.here?.(context, sites) : undefined;
	if (here !== undefined) return here;
	return withRunsFolder(context, async folder => {
		if (together.kind === 'acts') {
			// Loads what plans and tells acts, which takes a while.
			const {actInSites} = await import('./act-in-sites.js');
			return actInSites(context, sites, {argv, program, folder});
		}

		const mayWait = together.kind === 'outputs' && together.mayWait;
		// Nobody waits for the news of one site until another PBX has not answered.
		const isTold = mayWait === true && flags.json !== true;
		const between = together.kind === 'outputs' && together.isNumbered ? ':' : '  ';
		const onOutcome = isTold
			? (outcome: SiteOutcome) => printOutputLines(context.stdout, [outcome], between)
			: undefined;
		const rank = together.kind === 'outputs' ? together.rankIn?.(machine) : undefined;
		const outcomes = await outcomesIn(sites, context, {argv, program, folder, mayWait, rank, onOutcome});
		if (together.kind === 'rows') await printRows(context, together, outcomes);
		else if (!isTold) printOutputs(context, outcomes);
		if (together.kind === 'outputs' && together.isCounted?.(context)) printCount(context, outcomes);
		printTroubles(context, outcomes);
		return jointCode(outcomes);
	});
};
