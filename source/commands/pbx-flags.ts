import {type Context, type Flags} from './command.js';

export const pbxFlags = {
	clientId: {type: 'string', value: 'ID', explanation: 'of the application, as Integrations > API shows it'},
	secretFile: {
		type: 'string',
		value: 'FILE',
		explanation: 'with the client secret, for you alone (mode 0600); else CHATLOGS_PBX_SECRET has it',
	},
	ca: {
		type: 'string',
		value: 'FILE',
		explanation: 'with the only authorities that may vouch for the PBX, in PEM',
	},
	pin: {type: 'string', value: 'SHA256', explanation: 'the fingerprint of the only certificate that counts'},
	allowHttp: {type: 'boolean', explanation: 'allow a way without encryption to another machine'},
	replacesHardware: {
		type: 'boolean',
		explanation: 'it is a new device with the data of the one that the store is of',
	},
	localActs: {
		type: 'string',
		value: 'push|drop',
		choices: ['push', 'drop'],
		explanation: 'carry out on the PBX what was done here before, or take it back here',
	},
	yes: {type: 'boolean', explanation: 'do not ask whether this copy may act; needed without a terminal'},
} as const satisfies Flags;

export type PbxContext = Context<typeof pbxFlags>;
