using System.Text.Json.Nodes;
using Slipway.Kubernetes.Schemas;

namespace Slipway.Kubernetes.Tests.Schemas;

public sealed class SchemaDefaultsTests
{
    private const string Schema = """
        {"properties":{
          "n":{"type":"integer","default":1},
          "o":{"type":"object","properties":{"m":{"type":"string","default":"x"}}},
          "d":{"type":"object","default":{},"properties":{"m":{"type":"string","default":"y"}}},
          "l":{"type":"array","items":{"type":"object","properties":{"k":{"type":"string","default":"z"}}}},
          "a":{"type":"object","additionalProperties":{"type":"object","properties":{"k":{"type":"integer","default":2}}}},
          "q":{"type":"string","nullable":true},
          "s":{"type":"string"}}}
        """;

    [Theory]
    [InlineData("{}", """{"n":1,"d":{"m":"y"}}""")]
    [InlineData("""{"n":2,"d":{"m":"w"}}""", """{"n":2,"d":{"m":"w"}}""")]
    [InlineData("""{"n":null,"s":null,"q":null,"d":{}}""", """{"q":null,"n":1,"d":{"m":"y"}}""")]
    [InlineData("""{"n":1,"d":{},"o":{}}""", """{"n":1,"d":{"m":"y"},"o":{"m":"x"}}""")]
    [InlineData("""{"n":1,"d":{},"l":[{},{"k":"v"}]}""", """{"n":1,"d":{"m":"y"},"l":[{"k":"z"},{"k":"v"}]}""")]
    [InlineData("""{"n":1,"d":{},"a":{"b":{}}}""", """{"n":1,"d":{"m":"y"},"a":{"b":{"k":2}}}""")]
    [InlineData("""{"n":1,"d":{},"unknown":null}""", """{"n":1,"d":{"m":"y"},"unknown":null}""")]
    public void Fills_what_is_absent(string given, string expected)
    {
        var value = JsonNode.Parse(given)!;
        SchemaDefaults.Apply(JsonNode.Parse(Schema)!.AsObject(), value);
        JsonNode.DeepEquals(value, JsonNode.Parse(expected)).ShouldBeTrue(value.ToJsonString());
    }
}
