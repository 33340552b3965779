using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Slipway.Runtime.Protocol.Parsing.Numbers;
using static Slipway.Runtime.Protocol.Tests.Requests;

namespace Slipway.Runtime.Protocol.Tests.Parsing.Numbers;

public sealed class NumberArrayTests
{
    private const int Rounds = 40_000;

    private static readonly string[] Edges =
    [
        "0", "-0", "-0.0", "1e5", "1E+5", "12345678", "123456789012345678", "0.1234567890123456", "0.00000000000000000000012345678901234567890",
        "3.4028234663852886e38", "1e-45", "16777217", "0.30000000000000004", "18446744073709551615", "-9223372036854775808", "2147483648",
    ];

    private static readonly string[] Fragments =
        ["[", "]", ",", " ", "\n", "-", "+", ".", "e", "E", "0", "00", "1", "9", "\"", "{", "}", "null", "true", "NaN", "/", "\0", "12345678", "]]", "[["];

    [Theory]
    [InlineData("[1]", 3)]
    [InlineData("[1] ,", 3)]
    [InlineData("[[1,2],[3]]]", 11)]
    [InlineData("[]", -1)]
    [InlineData("[ ]", 3)]
    [InlineData("[[1],[]]", -1)]
    [InlineData("[1", -1)]
    [InlineData("[\"a\"]", -1)]
    [InlineData("[1,{}]", -1)]
    [InlineData("[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]", 33)]
    [InlineData("[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", -1)]
    public void Finds_the_end_of_an_array(string json, int length) => NumberArray.Length(Encoding.UTF8.GetBytes(json)).ShouldBe(length);

    [Theory]
    [InlineData("[1,2,3]", true)]
    [InlineData(" [ 1 ,\t2\r,\n3 ] ", false)]
    [InlineData("[ 1 ,\t2\r,\n3 ]", true)]
    [InlineData("[[1,2],[3]]", true)]
    [InlineData("[[1],2,[[3]]]", true)]
    [InlineData("[1,2]", false)]
    [InlineData("[1,2,3,4]", false)]
    [InlineData("[1,2,3,]", false)]
    [InlineData("[,1,2,3]", false)]
    [InlineData("[1,,2,3]", false)]
    [InlineData("[1 2,3]", false)]
    [InlineData("[1,2[3]]", false)]
    [InlineData("[1,2]3", false)]
    [InlineData("[[1,2],[3]", false)]
    [InlineData("[1,2,3]]", false)]
    [InlineData("[1,2,01]", false)]
    [InlineData("[1,2,+3]", false)]
    [InlineData("[1,2,3.]", false)]
    [InlineData("[1,2,.3]", false)]
    [InlineData("[1,2,3e]", false)]
    [InlineData("[1,2,-]", false)]
    [InlineData("1,2,3", false)]
    public void Takes_only_what_json_allows(string json, bool isTaken) =>
        NumberArray.TryRead<float, FloatGrammar>(Encoding.UTF8.GetBytes(json), new float[3]).ShouldBe(isTaken);

    /// <summary>Whole arrays with edits at random, each read as four types, beside the framework's reader.</summary>
    [Fact]
    public void Agrees_with_the_framework_on_every_array()
    {
        var random = new Random(20_261_127);
        var taken = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var json = Mutate(Nested(random, depth: 0), random);
            var expected = Oracle(json);
            taken += Agrees<float, FloatGrammar>(json, expected, Finite<float>);
            taken += Agrees<double, DoubleGrammar>(json, expected, Finite<double>);
            taken += Agrees<ulong, IntegerGrammar<ulong>>(json, expected, Whole<ulong>);
            taken += Agrees<sbyte, IntegerGrammar<sbyte>>(json, expected, Whole<sbyte>);
        }

        taken.ShouldBeInRange(Rounds / 2, (4 * Rounds) - 1, "edits should leave some arrays right and not all");
    }

    /// <summary>What a quick pass refuses is refused by the careful one, in its words and at its place.</summary>
    [Theory]
    [InlineData("[1,\n2,\n3x]", "not valid at line 3, byte 1")]
    [InlineData("[1,2,[]]", "number of elements")]
    [InlineData("[1,2,[3,4]]", "number of elements")]
    [InlineData("[1,2,true]", "element 2 of 'data' is not a FP32")]
    public void Says_what_is_wrong_as_a_careful_reader(string data, string because) =>
        Parse(One("FP32", "[3]", data)).ShouldBeRefused().ShouldContain(because);

    [Fact]
    public void Reads_on_after_an_array_it_has_passed_over()
    {
        using var request = Parse(
            """{"inputs":[{"data":[[1.5,2],[3,4]],"name":"a","shape":[2,2],"datatype":"FP32"},{"name":"b","datatype":"BYTES","shape":[1],"data":["x"]},{"name":"c","datatype":"INT64","shape":[2],"data":[7,-8]}],"id":"9"}""").ShouldSucceed();
        request.Id.ShouldBe("9");
        request.Inputs[0].Values<float>().ShouldBe([1.5f, 2, 3, 4]);
        request.Inputs[1].Strings().ShouldBe(["x"]);
        request.Inputs[2].Values<long>().ShouldBe([7, -8]);
    }

    private static int Agrees<T, TGrammar>(string json, List<JsonElement>? expected, Func<JsonElement, object?> convert)
        where T : unmanaged
        where TGrammar : struct, INumberGrammar<T>
    {
        var values = expected?.ConvertAll(element => element.ValueKind == JsonValueKind.Number ? convert(element) : null);
        var destination = new T[values?.Count ?? 3];
        var isTaken = NumberArray.TryRead<T, TGrammar>(Encoding.UTF8.GetBytes(json), destination);
        isTaken.ShouldBe(values is not null && values.Count > 0 && !values.Contains(null) && !json.Contains("[]", StringComparison.Ordinal), $"{typeof(T)} {JsonSerializer.Serialize(json)}");
        if (!isTaken) return 0;
        var bits = MemoryMarshal.AsBytes<T>(values!.ConvertAll(value => (T)value!).ToArray());
        MemoryMarshal.AsBytes<T>(destination).SequenceEqual(bits).ShouldBeTrue(json);
        return 1;
    }

    private static object? Whole<T>(JsonElement element)
        where T : struct, ISpanParsable<T> =>
        T.TryParse(element.GetRawText(), CultureInfo.InvariantCulture, out var value) ? value : null;

    private static object? Finite<T>(JsonElement element)
        where T : struct, IFloatingPoint<T> =>
        T.TryParse(element.GetRawText(), CultureInfo.InvariantCulture, out var value) && T.IsFinite(value) ? value : null;

    /// <summary>The elements; null where the framework does not take the array either.</summary>
    private static List<JsonElement>? Oracle(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (!json.TrimStart().StartsWith('[') || !json.EndsWith(']')) return null;
            var elements = new List<JsonElement>();
            Flatten(document.RootElement.Clone(), elements);
            return elements;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Flatten(JsonElement element, List<JsonElement> into)
    {
        if (element.ValueKind != JsonValueKind.Array) into.Add(element);
        else foreach (var inner in element.EnumerateArray()) Flatten(inner, into);
    }

    private static string Nested(Random random, int depth)
    {
        var parts = Enumerable.Range(0, random.Next(1, 5)).Select(_ => depth < 3 && random.Next(4) == 0 ? Nested(random, depth + 1) : Number(random));
        return $"[{string.Join(random.Next(3) == 0 ? ", " : ",", parts)}]";
    }

    private static string Number(Random random) => random.Next(5) switch
    {
        0 => Edges[random.Next(Edges.Length)],
        1 => random.Next(-200, 200).ToString(CultureInfo.InvariantCulture),
        2 => BitConverter.Int32BitsToSingle(random.Next()) is var single && float.IsFinite(single) ? single.ToString("R", CultureInfo.InvariantCulture) : "1",
        3 => ((double)random.NextSingle() - 0.5).ToString("R", CultureInfo.InvariantCulture),
        _ => random.Next(100).ToString(CultureInfo.InvariantCulture),
    };

    private static string Mutate(string json, Random random)
    {
        if (random.Next(2) == 0) return json;
        var position = random.Next(json.Length);
        return random.Next(3) switch
        {
            0 => json.Remove(position, 1),
            1 => json.Insert(position, Fragments[random.Next(Fragments.Length)]),
            _ => json.Remove(position, 1).Insert(position, Fragments[random.Next(Fragments.Length)]),
        };
    }
}
