"""The signs of the Bijoy fonts and what each shows, as keyboards and documents of offices have them."""

# `\ue000` stands for a রেফ, which moves before its consonants.
_SHOWN = """
Av=আ A=অ B=ই C=ঈ D=উ E=ঊ F=ঋ G=এ H=ঐ I=ও J=ঔ K=ক L=খ M=গ N=ঘ O=ঙ P=চ Q=ছ R=জ S=ঝ T=ঞ U=ট V=ঠ W=ড X=ঢ
Y=ণ Z=ত _=থ `=দ a=ধ b=ন c=প d=ফ e=ব f=ভ g=ম h=য i=র j=ল k=শ l=ষ m=স n=হ o=ড় p=ঢ় q=য় r=ৎ s=ং t=ঃ
u=ঁ v=া w=ি x=ী y=ু z=ু ~=ূ ƒ=ূ “=ু –=ু —=্ত ‚=ূ „=ৃ …=ৃ †=ে ‡=ে ˆ=ৈ ‰=ৈ Š=ৗ &=্ ©=\ue000 ª=্র Ö=্র
«=্র ¨=্য 0=০ 1=১ 2=২ 3=৩ 4=৪ 5=৫ 6=৬ 7=৭ 8=৮ 9=৯ |=। Ñ=– Ð=— Ô=‘ Õ=’ Ò=“ Ó=” °=ক্ক ±=ক্ট ²=ক্ষ্ম
³=ক্ত ´=ক্ম µ=ক্র ¶=ক্ষ ÿ=ক্ষ ·=ক্স ¸=গু º=গ্দ »=গ্ধ ¼=ঙ্ক ½=ঙ্গ ¾=জ্জ À=জ্ঝ Á=জ্ঞ Â=ঞ্চ Ã=ঞ্ছ Ä=ঞ্জ
Å=ঞ্ঝ Æ=ট্ট Ç=ড্ড È=ণ্ট É=ণ্ঠ Ê=ণ্ড Ë=ত্ত Ì=ত্থ Í=্ত Î=ত্র Ï=দ্দ ×=দ্ধ Ø=দ্ব Ù=দ্ম Ú=ন্ঠ Û=ন্ড Ü=ন্ধ
Ý=ন্স Þ=প্ট ß=প্ত à=প্প á=প্স â=ব্জ ã=ব্দ ä=ব্ধ å=ভ্র æ=ু ç=ম্ফ è=্ন é=ল্ক ê=ল্গ ë=ল্ট ì=ল্ড í=ল্প
î=ল্ফ ï=শু ð=শ্চ ñ=শ্ছ ò=ষ্ণ ó=ষ্ট ô=ষ্ঠ õ=ষ্ফ ö=স্খ ÷=স্ট ø=্ল ù=স্ফ ú=্প û=হু ü=হৃ ý=হ্ন þ=হ্ম
^=্ব ¡=্ব Ÿ=্ব ¢=্ভ £=্ভ্র ¥=্ম §=্ম ¦=্ব ¬=্ল \xad=্ল œ=্ন ‹=্ক Œ=্ক্র ‘=্তু ’=্থ ¿=্ত্র ¤=ম্ š=ন্
›=ন্ ˜=দ্ ™=দ্ ¯=স্ ®=ষ্ ”=চ্ •=ঙ্ ™¢=দ্ভ š^=ন্ব ¯^=স্ব ¤^=ম্ব iæ=রু i“=রু i~=রূ iƒ=রূ j\xad=ল্ল
š¿=ন্ত্র ¯¿=স্ত্র š‘=ন্তু ¯‘=স্তু š’=ন্থ ¯’=স্থ šÍ=ন্ত ¯Í=স্ত š—=ন্ত ¯—=স্ত ÿè=ক্ষ্ণ ¶è=ক্ষ্ণ
ÿ¥=ক্ষ্ম ¶¥=ক্ষ্ম nè=হ্ণ `ª“=দ্রু ª“=্রু ¯‹=স্ক ®‹=ষ্ক •¶=ঙ্ক্ষ •ÿ=ঙ্ক্ষ ”Q¡=চ্ছ্ব ¾¡=জ্জ্ব Ë¡=ত্ত্ব
i¨=র\u200d্য
"""
_PAIRS = """
ab ac ad ag ai ak al am an ap ar as at ay be bl ca ce ch ci co ct cu de di ea ec ed ee el em en er
es et ev ex fe ff fi fo fr ft ge gh ha he hi ho ia ic id ie ig il im in io ir is it iv ke la ld le
li ll lo ly ma me mi mo mp my na nc nd ne ng ni no ns nt of ol om on op or os ot ou ow pa pe pl po
pr ra re ri ro rs rt ry sa se sh si so ss st su ta te th ti to tr ts tu ty ub ud ui ul un ur us ut
ve vi wa we wh wi wo
"""
SIGNS = dict(pair.split("=") for pair in _SHOWN.split())
# Words of Bangla whose letters are those of English.
SHORT_WORDS = frozenset(
    ["G", "Ges", "H", "I", "Rb", "be", "bv", "ev", "hv", "hw", "me", "mn", "nj", "nq", "wU"]
)
# Letters that often stand together in English.
ENGLISH_PAIRS = frozenset(_PAIRS.split())
