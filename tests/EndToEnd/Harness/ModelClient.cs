using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Slipway.EndToEnd.Harness;

/// <summary>A V2 client, written from the public protocol and not from our code.</summary>
public sealed class ModelClient(Uri address, string model) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(20),
    };

    public Uri Address { get; } = address;

    /// <summary>The version that gave an answer.</summary>
    public static string VersionIn(string answer) => (string?)JsonNode.Parse(answer)!["model_version"] ?? "?";

    /// <summary>Path of inference requests.</summary>
    public Uri InferUri { get; } = new(address, $"v2/models/{model}/infer");

    /// <summary>Sends tensors as JSON; the answer's document.</summary>
    public async Task<JsonNode> InferAsync(params InputTensor[] inputs)
    {
        using var answer = await http.PostAsJsonAsync(InferUri, Request(inputs));
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"{(int)answer.StatusCode}: {text}", inner: null, answer.StatusCode);
    }

    /// <summary>The values of one output.</summary>
    public async Task<float[]> InferAsync(string output, params InputTensor[] inputs)
    {
        var answer = await InferAsync(inputs);
        var found = answer["outputs"]!.AsArray().Single(candidate => (string?)candidate!["name"] == output)!;
        return found["data"]!.AsArray().Select(value => (float)value!).ToArray();
    }

    /// <summary>The version that the metadata names first.</summary>
    public async Task<string?> VersionAsync() =>
        (string?)(await http.GetFromJsonAsync<JsonNode>(new Uri(Address, $"v2/models/{model}")))!["versions"]![0];

    public void Dispose() => http.Dispose();

    /// <summary>The body of an inference request.</summary>
    public static JsonObject Request(params InputTensor[] inputs) => new()
    {
        ["inputs"] = new JsonArray([.. inputs.Select(input => (JsonNode)new JsonObject
        {
            ["name"] = input.Name,
            ["datatype"] = input.Datatype,
            ["shape"] = new JsonArray([.. input.Shape.Select(dimension => (JsonNode)dimension)]),
            ["data"] = new JsonArray([.. input.Data.Select(value => (JsonNode)value)]),
        })]),
    };
}
