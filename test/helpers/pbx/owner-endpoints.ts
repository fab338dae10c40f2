import {Answered, type Endpoint, numberParameter, pageOf} from './call.js';
import {type Extension} from './world.js';

const extensionEntry = ({id, number, name}: Extension) => ({
	id,
	number,
	caller_id_name: name,
	role_name: '',
	email_addr: '',
	mobile_number: '',
	presence_status: 'available',
	online_status: {sip_phone: {status: 0, ext_dev_type: ''}},
});

/** Endpoints about the PBX itself, and about extensions, queues and channels. */
export const ownerEndpoints: Readonly<Record<string, Endpoint>> = {
	'system/information': ({world, quirks}) => ({
		data: {
			device_name: 'Office',
			model_name: 'Yeastar P550',
			sn: world.sn,
			hardware_version: 'V1.50',
			firmware_version: world.firmware,
			up_time: 1000,
			...(quirks.tellsTime && {timestamp: world.now()}),
		},
	}),
	'extension/list': call => {
		const all = [...call.world.extensions.values()].toSorted((a, b) => a.id - b.id);
		return {total_number: all.length, data: pageOf(call, all).map(extensionEntry)};
	},
	'extension/get': call => {
		const extension = call.world.extensions.get(numberParameter(call, 'id'));
		if (extension === undefined) throw new Answered(60_001);
		return {data: {id: extension.id, number: extension.number, first_name: extension.name, last_name: ''}};
	},
	'message_queue/list': call => {
		const all = [...call.world.queues.values()].toSorted((a, b) => a.id - b.id);
		return {total_number: all.length, list: pageOf(call, all).map(({id, name}) => ({id, name}))};
	},
	'message_queue/get': call => {
		const queue = call.world.queues.get(numberParameter(call, 'id'));
		if (queue === undefined) throw new Answered(60_001);
		const members = queue.members.map(({id, extension}) => {
			const {number, name} = call.world.extensions.get(extension)!;
			return {id, extension_id: extension, ext_num: number, caller_id_name: name};
		});
		return {data: {id: queue.id, name: queue.name, assignment_mode: 'manual', members}};
	},
	'message_channel/list': call => {
		const all = [
			{
				id: 1,
				status: 'status_connect_succ',
				reason: '',
				name: 'Shop',
				channel: 'whatsapp',
				type: 'whatsapp',
				number: ['+4930100'],
				sent: 1,
				delivered: 1,
				failed: 0,
				received: 1,
			},
		];
		return {total_number: all.length, list: pageOf(call, all)};
	},
};
