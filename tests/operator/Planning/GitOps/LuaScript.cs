using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Slipway.Api;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Planning.Tests.GitOps;

/// <summary>Runs examples/gitops/health.lua in a real Lua, on many objects at once.</summary>
internal static class LuaScript
{
    public const string Program = "/usr/bin/lua5.4";

    /// <summary>For each object <c>status|message</c>, in their order.</summary>
    public static async Task<string[]> HealthAsync(IEnumerable<ModelDeployment> models)
    {
        var text = new StringBuilder("local cases = {\n");
        foreach (var model in models)
        {
            Write(KubernetesJson.ToElement(model), text);
            text.Append(",\n");
        }

        text.Append("}\nfor _, case in ipairs(cases) do\n  obj = case\n  local health = dofile(arg[1])\n  print(health.status .. '|' .. health.message)\nend\n");
        var start = new ProcessStartInfo(Program, ["-", ScriptPath])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var lua = Process.Start(start)!;
        await lua.StandardInput.WriteAsync(text);
        lua.StandardInput.Close();
        var errors = lua.StandardError.ReadToEndAsync();
        var output = await lua.StandardOutput.ReadToEndAsync();
        await lua.WaitForExitAsync();
        lua.ExitCode.ShouldBe(0, await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string ScriptPath => Path.Join(AppContext.BaseDirectory, "health.lua");

    /// <summary>JSON as Lua; null is nothing, as in Argo CD.</summary>
    private static void Write(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var member in value.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
                {
                    text.Append("[\"").Append(Escaped(member.Name)).Append("\"] = ");
                    Write(member.Value, text);
                    text.Append(", ");
                }

                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('{');
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, text);
                    text.Append(", ");
                }

                text.Append('}');
                break;
            case JsonValueKind.String:
                text.Append('"').Append(Escaped(value.GetString()!)).Append('"');
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    // Every byte that is not plain as Lua's \ddd.
    private static string Escaped(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(letter => char.IsAsciiLetterOrDigit((char)letter) ? $"{(char)letter}" : $"\\{letter:000}"));
}
