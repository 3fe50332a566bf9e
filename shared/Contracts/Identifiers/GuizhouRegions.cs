using System.Collections.Frozen;

namespace Traceability.Contracts.Identifiers;

/// <summary>The regions of Guizhou (贵州省) by GB/T 2260: the province, its 9 prefectures and their 88 counties.</summary>
public static class GuizhouRegions
{
    private static readonly Dictionary<string, string> InForce = new()
    {
        ["520000"] = "贵州省",

        ["520100"] = "贵阳市",
        ["520102"] = "南明区", ["520103"] = "云岩区", ["520111"] = "花溪区", ["520112"] = "乌当区",
        ["520113"] = "白云区", ["520115"] = "观山湖区", ["520121"] = "开阳县", ["520122"] = "息烽县",
        ["520123"] = "修文县", ["520181"] = "清镇市",

        ["520200"] = "六盘水市",
        ["520201"] = "钟山区", ["520203"] = "六枝特区", ["520204"] = "水城区", ["520281"] = "盘州市",

        ["520300"] = "遵义市",
        ["520302"] = "红花岗区", ["520303"] = "汇川区", ["520304"] = "播州区", ["520322"] = "桐梓县",
        ["520323"] = "绥阳县", ["520324"] = "正安县", ["520325"] = "道真仡佬族苗族自治县",
        ["520326"] = "务川仡佬族苗族自治县", ["520327"] = "凤冈县", ["520328"] = "湄潭县", ["520329"] = "余庆县",
        ["520330"] = "习水县", ["520381"] = "赤水市", ["520382"] = "仁怀市",

        ["520400"] = "安顺市",
        ["520402"] = "西秀区", ["520403"] = "平坝区", ["520422"] = "普定县", ["520423"] = "镇宁布依族苗族自治县",
        ["520424"] = "关岭布依族苗族自治县", ["520425"] = "紫云苗族布依族自治县",

        ["520500"] = "毕节市",
        ["520502"] = "七星关区", ["520521"] = "大方县", ["520523"] = "金沙县", ["520524"] = "织金县",
        ["520525"] = "纳雍县", ["520526"] = "威宁彝族回族苗族自治县", ["520527"] = "赫章县", ["520581"] = "黔西市",

        ["520600"] = "铜仁市",
        ["520602"] = "碧江区", ["520603"] = "万山区", ["520621"] = "江口县", ["520622"] = "玉屏侗族自治县",
        ["520623"] = "石阡县", ["520624"] = "思南县", ["520625"] = "印江土家族苗族自治县", ["520626"] = "德江县",
        ["520627"] = "沿河土家族自治县", ["520628"] = "松桃苗族自治县",

        ["522300"] = "黔西南布依族苗族自治州",
        ["522301"] = "兴义市", ["522302"] = "兴仁市", ["522323"] = "普安县", ["522324"] = "晴隆县",
        ["522325"] = "贞丰县", ["522326"] = "望谟县", ["522327"] = "册亨县", ["522328"] = "安龙县",

        ["522600"] = "黔东南苗族侗族自治州",
        ["522601"] = "凯里市", ["522622"] = "黄平县", ["522623"] = "施秉县", ["522624"] = "三穗县",
        ["522625"] = "镇远县", ["522626"] = "岑巩县", ["522627"] = "天柱县", ["522628"] = "锦屏县",
        ["522629"] = "剑河县", ["522630"] = "台江县", ["522631"] = "黎平县", ["522632"] = "榕江县",
        ["522633"] = "从江县", ["522634"] = "雷山县", ["522635"] = "麻江县", ["522636"] = "丹寨县",

        ["522700"] = "黔南布依族苗族自治州",
        ["522701"] = "都匀市", ["522702"] = "福泉市", ["522722"] = "荔波县", ["522723"] = "贵定县",
        ["522725"] = "瓮安县", ["522726"] = "独山县", ["522727"] = "平塘县", ["522728"] = "罗甸县",
        ["522729"] = "长顺县", ["522730"] = "龙里县", ["522731"] = "惠水县", ["522732"] = "三都水族自治县",
    };

    // Old licences and vehicle papers keep the code of their day. What is in force bears its name above.
    private static readonly FrozenDictionary<string, (string Name, string Successor)> Historic =
        new Dictionary<string, (string, string)>
        {
            ["520221"] = ("水城县", "520204"),
            ["520222"] = ("盘县", "520281"),
            ["520321"] = ("遵义县", "520304"),
            ["520421"] = ("平坝县", "520403"),
            ["520522"] = ("黔西县", "520581"),
            ["522322"] = ("兴仁县", "522302"),
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Names =
        InForce.Concat(Historic.Select(old => KeyValuePair.Create(old.Key, old.Value.Name))).ToFrozenDictionary();

    /// <summary>The province itself: 520000.</summary>
    public static RegionCode Province { get; } = new("520000");

    /// <summary>The 9 prefectures, in the order of their codes.</summary>
    public static IReadOnlyList<RegionCode> Prefectures { get; } = InForceOf(RegionTier.Prefecture);

    /// <summary>The 88 counties in force, in the order of their codes.</summary>
    public static IReadOnlyList<RegionCode> Counties { get; } = InForceOf(RegionTier.County);

    /// <summary>The name of a region of Guizhou, in force or historic.</summary>
    internal static string? NameOf(string code) => Names.GetValueOrDefault(code);

    /// <summary>The region that took the place of a historic one; null for a code in force.</summary>
    internal static RegionCode? SuccessorOf(string code) =>
        Historic.TryGetValue(code, out var old) ? new RegionCode(old.Successor) : null;

    private static RegionCode[] InForceOf(RegionTier tier) =>
        [.. InForce.Keys.Order(StringComparer.Ordinal).Select(code => new RegionCode(code)).Where(region => region.Tier == tier)];
}
