using System.Text.Json;

namespace Slipway.Runtime.Protocol.Tests;

public sealed class ProtocolJsonTests
{
    [Fact]
    public void Writes_model_metadata_as_clients_expect_it()
    {
        var metadata = new ModelMetadata("ocr", ["2"], ModelMetadata.OnnxPlatform, [new("x", WireDatatype.Fp32, [-1, 3])], [new("y", WireDatatype.Bytes, [])]);
        JsonSerializer.Serialize(metadata, ProtocolJson.Default.ModelMetadata).ShouldBe(
            """
            {"name":"ocr","versions":["2"],"platform":"onnxruntime_onnx","inputs":[{"name":"x","datatype":"FP32","shape":[-1,3]}],"outputs":[{"name":"y","datatype":"BYTES","shape":[]}]}
            """);
    }

    [Fact]
    public void Writes_the_small_messages()
    {
        JsonSerializer.Serialize(new ServerLive(true), ProtocolJson.Default.ServerLive).ShouldBe("""{"live":true}""");
        JsonSerializer.Serialize(new ServerReady(false), ProtocolJson.Default.ServerReady).ShouldBe("""{"ready":false}""");
        JsonSerializer.Serialize(new ModelReady("m", true), ProtocolJson.Default.ModelReady).ShouldBe("""{"name":"m","ready":true}""");
        JsonSerializer.Serialize(new ErrorMessage("no"), ProtocolJson.Default.ErrorMessage).ShouldBe("""{"error":"no"}""");
    }

    [Fact]
    public void Names_every_datatype_in_both_directions()
    {
        foreach (var datatype in Enum.GetValues<WireDatatype>())
        {
            WireDatatypes.TryParse(datatype.Name(), out var parsed).ShouldBeTrue();
            parsed.ShouldBe(datatype);
        }
    }
}
