using System.Reflection;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Generation;

/// <summary>Columns of <c>kubectl get</c>: those of marked properties first, then those of the class, each as declared.</summary>
internal static class PrinterColumns
{
    public static JsonArray Build(Type type) =>
        new([.. FromProperties(type, "", []).Concat(type.GetCustomAttributes<GenericAdditionalPrinterColumnAttribute>().Select(FromClass))]);

    private static JsonObject FromClass(GenericAdditionalPrinterColumnAttribute column) =>
        Column(column.Name, column.Type, column.JsonPath, column.Description, column.Priority);

    private static IEnumerable<JsonObject> FromProperties(Type type, string path, HashSet<Type> above)
    {
        if (!above.Add(type))
            yield break;
        foreach (var (name, property) in JsonMembers.Of(type))
        {
            var here = $"{path}.{name}";
            var valueType = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (property.GetCustomAttribute<AdditionalPrinterColumnAttribute>() is { } column)
                yield return Column(column.Name ?? property.Name, ColumnType(property, valueType), here, DescriptionOf(property), column.Priority);
            else if (valueType.IsClass && valueType.Namespace?.StartsWith("System", StringComparison.Ordinal) != true)
            {
                foreach (var nested in FromProperties(valueType, here, above))
                    yield return nested;
            }
        }

        above.Remove(type);
    }

    private static JsonObject Column(string name, string type, string jsonPath, string? description, int priority)
    {
        var column = new JsonObject { ["name"] = name, ["type"] = type, ["jsonPath"] = jsonPath };
        if (description is not null)
            column["description"] = description;
        if (priority != 0)
            column["priority"] = priority;
        return column;
    }

    private static string ColumnType(PropertyInfo property, Type type)
    {
        if (type == typeof(DateTimeOffset) || type == typeof(MicroTime))
            return "date";
        var schema = ScalarSchemas.TryBuild(type)
            ?? throw new InvalidOperationException($"{property.DeclaringType?.Name}.{property.Name}: a column needs a scalar, not {type.Name}.");
        return schema["type"]?.GetValue<string>() ?? "string";
    }

    private static string? DescriptionOf(PropertyInfo property) => property.GetCustomAttribute<DescriptionAttribute>()?.Text;
}
