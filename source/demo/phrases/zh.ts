import {type Phrases} from '../phrases.js';

export const zh: Phrases = {
	assistant: '智能助手',
	product: '咖啡机 | 台灯 | 双肩包 | 办公椅 | 路由器',
	day: '周一 | 周二 | 周四上午 | 周五下午 | 明天',
	amount: '¥89 | ¥199 | ¥468 | ¥1,280',
	welcome: '感谢您联系 Acme，客服将尽快为您服务。',
	hello: '你好 | 您好 | 在吗？',
	answer: '您好，我是{agent}，马上为您查询。',
	answerByName: '{name}，您好，我是{agent}，马上为您查询。',
	takeOver: '您好，我是{agent}，前面的聊天记录我已经看过，由我继续为您服务。',
	campaign:
		'【Acme】您的订单 {order} 已到店，可以来取了。 | 【Acme】您预约的时间是{day} {time}，请回复确认。',
	reply: '收到，谢谢 | 好的，我还有个问题',
	photo: '发张照片给你看 | 就是这样的',
	document: '文件发给您了，请查收。',
	call: '我给您打个电话吧，这样更快。',
	another: '还有一件事 | 对了，再问一下',
	thanks: '谢谢！ | 太好了，谢谢 | 好的👍',
	goodbye: '不客气，祝您生活愉快！ | 很高兴为您服务，再见！',
	pauses: [
		['请稍等，我查一下。', '好的'],
		['请问您还在吗？', '在的，不好意思'],
	],
	topics: [
		{
			queue: 'delivery',
			opening: '我的快递怎么还没到？ | 订单 {order} 一直没有更新物流',
			exchanges: [
				['请提供一下订单号。', '{order}'],
				['快递单号是 {code}，昨天已经出库了。', '那什么时候能到？'],
				['预计{day}送达。', '能晚一点送吗？白天家里没人'],
				['可以安排 {time} 以后派送。', '好，那就这样'],
			],
			resolution: '已经备注好了：{day} {time} 以后派送。',
		},
		{
			queue: 'returns',
			opening: '我想退货，买的是{product} | 收到的{product}是坏的',
			exchanges: [
				['请问退货原因是什么？', '外壳有划痕'],
				['包装还在吗？', '在的，没用过'],
				['您想换货还是退款？', '退款吧'],
				['运费由我们承担，取件码是 {code}。', '好的，知道了'],
			],
			resolution: '收到退货后会把 {amount} 退回原账户。',
		},
	],
};
