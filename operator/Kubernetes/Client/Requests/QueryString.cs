using System.Globalization;
using System.Text;

namespace Slipway.Kubernetes.Client.Requests;

/// <summary>Builds a query. Parameters without a value are left out.</summary>
internal sealed class QueryString
{
    private readonly StringBuilder text = new();

    public QueryString Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public QueryString Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public QueryString AddIf(bool condition, string name, string value) => condition ? Add(name, value) : this;

    public override string ToString() => text.ToString();
}
