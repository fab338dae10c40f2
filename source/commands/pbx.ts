import {type Command, defineCommand, exitCode} from './command.js';
import {adoptPbx} from './pbx-adopt.js';
import {connectPbx} from './pbx-connect.js';
import {disconnectPbx} from './pbx-disconnect.js';
import {readFacts, setFacts} from './pbx-facts.js';
import {pbxFlags} from './pbx-flags.js';
import {printPbx} from './print-pbx.js';
import {refuseOthers} from './refuse-others.js';
import {type Forms, runForm} from './run-form.js';
import {withStore} from './with-store.js';

const forms: Forms<typeof pbxFlags> = {
	set: {
		takes: [1, Infinity],
		flags: [],
		async run(context, given) {
			const facts = await readFacts(given);
			return withStore(context, async store => {
				const change = await setFacts(context, store, facts);
				if (change !== undefined || !context.flags.quiet) printPbx(context, store, change);
				return exitCode.done;
			});
		},
	},
	connect: {
		takes: [0, 1],
		flags: ['clientId', 'secretFile', 'ca', 'pin', 'allowHttp', 'replacesHardware', 'localActs'],
		run: connectPbx,
	},
	disconnect: {takes: [0, 0], flags: [], run: disconnectPbx},
	adopt: {takes: [0, 0], flags: ['localActs', 'yes'], run: adoptPbx},
};

export const pbx: Command = defineCommand({
	name: 'pbx',
	summary: 'the known facts about the PBX and the connection to it; set and connect change them',
	usage: [
		'pbx [--json]',
		'pbx set [name=…] [edition=…] [firmware=…] [omnichannel=on|off] [api=on|off] [country=DE]',
		'pbx set [delete-grace=24h] [delete-cap=1000]',
		'pbx connect URL --client-id ID [--secret-file FILE] [--ca FILE | --pin SHA256] [--allow-http] [--replaces-hardware] [--local-acts=push|drop]',
		'pbx disconnect',
		'pbx adopt [--yes] [--local-acts=push|drop]',
		'pbx set [keep-files=on|off] [files-quota=MB]',
	],
	words: Object.keys(forms),
	flags: pbxFlags,
	examples: [
		{line: 'pbx', explanation: 'the facts, what they allow, and the connection'},
		{line: 'pbx set firmware=37.23.0.31 omnichannel=on api=on', explanation: 'after an update of the PBX'},
		{
			line: 'pbx set delete-grace=24h',
			explanation: 'how long a deletion waits until a connected PBX carries it out',
		},
		{line: 'pbx set keep-files=on', explanation: 'a sync fetches the files of messages, too'},
		{line: 'pbx set country=DE', explanation: 'so that 030 1234567 and +49 30 1234567 are the same number'},
		{
			line: 'pbx connect https://pbx.example.com:8088 --client-id pq7 --secret-file ~/.pbx-secret',
			explanation: 'asks about a certificate that no authority vouches for',
		},
		{line: 'pbx disconnect', explanation: 'the store stays, and nothing reaches the PBX any more'},
		{line: 'pbx adopt', explanation: 'in a copy, or a store from a backup, that shall act on the PBX itself'},
	],
	async run(context) {
		const [form, ...given] = context.input;
		if (form === undefined) {
			refuseOthers(context.flags, [], 'pbx');
			return withStore(context, store => {
				printPbx(context, store);
				return exitCode.done;
			});
		}

		return runForm(
			context,
			'pbx',
			forms,
			[form, ...given],
			'After pbx comes nothing, connect with an address, disconnect, adopt, or set and facts: chatlogs pbx set firmware=37.23.0.31',
		);
	},
});
