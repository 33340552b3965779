using System.Text;
using Slipway.Runtime.Server.Arguments;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Server.Hosting;

/// <summary>What a person who serves a file by hand wants to know.</summary>
internal static class Greeting
{
    /// <summary>A few lines: the model, its inputs and outputs, and a request to try.</summary>
    public static string For(ServeArguments arguments, IModelBackend backend)
    {
        var address = $"http://localhost:{arguments.HttpPort}/v2/models/{arguments.ModelName}";
        var text = new StringBuilder()
            .AppendLine()
            .AppendLine($"  Serving {arguments.ModelName} on {backend.Provider.Active}")
            .AppendLine();
        foreach (var input in backend.Signature.Inputs)
            text.AppendLine($"    in   {input}");
        foreach (var output in backend.Signature.Outputs)
            text.AppendLine($"    out  {output}");
        return text
            .AppendLine()
            .AppendLine($"  curl {address}")
            .AppendLine($"  curl {address}/infer -d '{Example(backend.Signature)}'")
            .AppendLine($"  metrics and status: http://localhost:{arguments.AdminPort}/metrics, /status   end: Ctrl-C")
            .ToString();
    }

    private static string Example(ModelSignature signature) =>
        $$"""{"inputs":[{{string.Join(',', signature.Inputs.Select(Example))}}]}""";

    private static string Example(TensorSpec input)
    {
        var shape = string.Join(',', input.Shape.Select(dimension => dimension < 0 ? 1 : dimension));
        return $$"""{"name":"{{input.Name}}","datatype":"{{input.Datatype.Name()}}","shape":[{{shape}}],"data":[…]}""";
    }
}
