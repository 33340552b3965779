using System.Runtime.InteropServices;
using Slipway.Runtime.Serving;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using DataType = Slipway.Tests.Support.Models.Schema.TensorProto.Types.DataType;

namespace Slipway.Runtime.Onnx.Tests.Execution;

public sealed class DatatypeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(DataType.Bool, TensorDatatype.Bool, 1)]
    [InlineData(DataType.Uint8, TensorDatatype.Uint8, 1)]
    [InlineData(DataType.Uint16, TensorDatatype.Uint16, 2)]
    [InlineData(DataType.Uint32, TensorDatatype.Uint32, 4)]
    [InlineData(DataType.Uint64, TensorDatatype.Uint64, 8)]
    [InlineData(DataType.Int8, TensorDatatype.Int8, 1)]
    [InlineData(DataType.Int16, TensorDatatype.Int16, 2)]
    [InlineData(DataType.Int32, TensorDatatype.Int32, 4)]
    [InlineData(DataType.Int64, TensorDatatype.Int64, 8)]
    [InlineData(DataType.Float16, TensorDatatype.Fp16, 2)]
    [InlineData(DataType.Bfloat16, TensorDatatype.Bf16, 2)]
    [InlineData(DataType.Float, TensorDatatype.Fp32, 4)]
    [InlineData(DataType.Double, TensorDatatype.Fp64, 8)]
    public async Task Every_numeric_type_passes_through_bit_by_bit(DataType type, TensorDatatype datatype, int size)
    {
        await using var backend = await Loads.OkAsync(WorkingModels.Identity(type).Save(_directory.Path));
        var bytes = Enumerable.Range(0, 6 * size).Select(index => datatype == TensorDatatype.Bool ? (byte)(index % 2) : (byte)(index * 7)).ToArray();
        using var request = Requests.Of(Tensor.From<byte>("x", datatype, [2, 3], bytes));

        using var response = await Requests.RunAsync(backend, request);

        backend.Signature.Inputs.ShouldBe([new TensorSpec("x", datatype, [-1, -1])]);
        response.Outputs[0].Datatype.ShouldBe(datatype);
        response.Outputs[0].Shape.ShouldBe([2, 3]);
        response.Outputs[0].Data.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task Strings_keep_every_byte_of_their_UTF8()
    {
        await using var backend = await Loads.OkAsync(WorkingModels.Identity(DataType.String, "batch").Save(_directory.Path));
        var bytes = Requests.Strings("", "plain", "Größe 文字 🚢", "nul\0inside");
        using var request = Requests.Of(Tensor.From<byte>("x", TensorDatatype.Bytes, [4], bytes));

        using var response = await Requests.RunAsync(backend, request);

        response.Outputs[0].Data.ToArray().ShouldBe(bytes);
        response.Outputs[0].Shape.ShouldBe([4]);
    }

    [Fact]
    public async Task An_empty_tensor_passes_through()
    {
        await using var backend = await Loads.OkAsync(WorkingModels.Identity(DataType.Float).Save(_directory.Path));
        using var request = Requests.Of(Tensor.From<float>("x", TensorDatatype.Fp32, [0, 3], []));

        using var response = await Requests.RunAsync(backend, request);

        response.Outputs[0].Shape.ShouldBe([0, 3]);
        response.Outputs[0].ByteLength.ShouldBe(0);
    }

    [Fact]
    public async Task A_model_of_scalars_has_no_batch()
    {
        await using var backend = await Loads.OkAsync(WorkingModels.ScalarSum().Save(_directory.Path));
        using var request = Requests.Of(
            Tensor.From<float>("b", TensorDatatype.Fp32, [], [2f]),
            Tensor.From<float>("a", TensorDatatype.Fp32, [], [40f]));

        using var response = await Requests.RunAsync(backend, request);

        response.Outputs[0].Shape.ShouldBeEmpty();
        MemoryMarshal.Read<float>(response.Outputs[0].Data.Span).ShouldBe(42f);
    }
}
