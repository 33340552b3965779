using static Slipway.Runtime.Protocol.Tests.Requests;

namespace Slipway.Runtime.Protocol.Tests;

public sealed class InferRequestParserTests
{
    [Theory]
    [InlineData("[1,2,3,4,5,6]")]
    [InlineData("[[1,2,3],[4,5,6]]")]
    [InlineData("[[[1],[2],[3]],[[4],[5],[6]]]")]
    [InlineData(" [ [1.0, 2e0,\t3 ],\r\n[40e-1,5.000,0.6E+1] ] ")]
    public void Reads_flat_and_nested_data_in_row_major_order(string data)
    {
        using var request = Parse(One("FP32", "[2,3]", data)).ShouldSucceed();
        var input = request.Inputs.ShouldHaveSingleItem();
        input.Name.ShouldBe("x");
        input.Datatype.ShouldBe(WireDatatype.Fp32);
        input.Shape.ShouldBe([2, 3]);
        input.Values<float>().ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void Reads_every_integer_type_to_its_limits()
    {
        ShouldRead<byte>("UINT8", byte.MinValue, byte.MaxValue);
        ShouldRead<ushort>("UINT16", ushort.MinValue, ushort.MaxValue);
        ShouldRead<uint>("UINT32", uint.MinValue, uint.MaxValue);
        ShouldRead<ulong>("UINT64", ulong.MinValue, ulong.MaxValue);
        ShouldRead<sbyte>("INT8", sbyte.MinValue, sbyte.MaxValue);
        ShouldRead<short>("INT16", short.MinValue, short.MaxValue);
        ShouldRead<int>("INT32", int.MinValue, int.MaxValue);
        ShouldRead<long>("INT64", long.MinValue, long.MaxValue);

        static void ShouldRead<T>(string datatype, T least, T greatest)
            where T : unmanaged
        {
            using var request = Parse(One(datatype, "[3]", $"[{least},{greatest},7]")).ShouldSucceed();
            request.Inputs[0].Values<T>()[..2].ShouldBe([least, greatest]);
        }
    }

    [Fact]
    public void Reads_booleans_as_bytes()
    {
        using var request = Parse(One("BOOL", "[3]", "[true,false,true]")).ShouldSucceed();
        request.Inputs[0].Data.ToArray().ShouldBe([1, 0, 1]);
    }

    [Fact]
    public void Reads_strings_with_escapes_as_length_prefixed_utf8()
    {
        using var request = Parse(One("BYTES", "[2,2]", """[["","a,]\"b"],["\u00fc\n","日本\ud83d\ude00"]]""")).ShouldSucceed();
        request.Inputs[0].Strings().ShouldBe(["", "a,]\"b", "ü\n", "日本😀"]);
    }

    [Fact]
    public void Reads_named_non_finite_numbers_from_strings()
    {
        using var request = Parse(One("FP64", "[3]", """["NaN","Infinity","-Infinity"]""")).ShouldSucceed();
        request.Inputs[0].Values<double>().ShouldBe([double.NaN, double.PositiveInfinity, double.NegativeInfinity]);
    }

    [Fact]
    public void Finds_the_data_before_datatype_and_shape()
    {
        using var request = Parse("""{"inputs":[{"data":[[7]],"shape":[1,1],"datatype":"INT64","name":"x"}]}""").ShouldSucceed();
        request.Inputs[0].Values<long>().ShouldBe([7]);
    }

    [Fact]
    public void Reads_scalars_and_empty_tensors()
    {
        using var scalar = Parse(One("INT32", "[]", "[5]")).ShouldSucceed();
        scalar.Inputs[0].Values<int>().ShouldBe([5]);
        using var empty = Parse(One("FP32", "[0,3]", "[]")).ShouldSucceed();
        empty.Inputs[0].Data.Length.ShouldBe(0);
    }

    [Fact]
    public void Reads_id_parameters_and_outputs()
    {
        using var request = Parse(
            """
            {"id":"r-1","unknown":{"deep":[1]},"parameters":{"priority":3,"timeout":1500,"binary_data_output":true,"mine":"x"},"inputs":[],
             "outputs":[{"name":"a","parameters":{"binary_data":false}},{"name":"b"},{"name":"c","parameters":{"classification":3}}]}
            """).ShouldSucceed();
        request.Id.ShouldBe("r-1");
        request.Priority.ShouldBe(3ul);
        request.Timeout.ShouldBe(TimeSpan.FromMicroseconds(1500));
        request.BinaryOutput.ShouldBeTrue();
        request.Outputs.ShouldBe([new("a", Binary: false), new("b", Binary: true), new("c", Binary: true, Classification: 3)]);
    }

    [Fact]
    public void Takes_null_for_absent_where_clients_write_it()
    {
        using var request = Parse(
            """{"id":null,"parameters":null,"outputs":null,"inputs":[{"name":"x","datatype":"BOOL","shape":[1],"data":[true],"parameters":null}]}""")
            .ShouldSucceed();
        request.Id.ShouldBeNull();
        request.Timeout.ShouldBeNull();
        request.Outputs.ShouldBeEmpty();
    }

    [Fact]
    public void Gives_the_body_back_at_once_when_all_data_is_json()
    {
        var owner = new CountedOwner();
        using var request = Parse(One("FP32", "[1]", "[1]"), owner).ShouldSucceed();
        owner.Returned.ShouldBe(1);
    }

    [Fact]
    public void Gives_the_body_back_when_it_refuses()
    {
        var owner = new CountedOwner();
        Parse("{", owner).ShouldBeRefused();
        owner.Returned.ShouldBe(1);
    }
}
