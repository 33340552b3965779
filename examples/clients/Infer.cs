// Asks a model by JSON, with .NET alone.
// usage: dotnet run Infer.cs -- URL MODEL        e.g. dotnet run Infer.cs -- http://localhost:8080 ch_ppocr_mobile_v2.0_cls_infer
#:property ManagePackageVersionsCentrally=false
#:property RestorePackagesWithLockFile=false
#:property TreatWarningsAsErrors=false
#:property PublishAot=false
using System.Text;
using System.Text.Json;

var (url, model) = (args[0], args[1]);
using var client = new HttpClient();
var zeros = string.Join(',', new int[3 * 16 * 16]);
using var content = new StringContent(
    $$"""{"inputs":[{"name":"x","datatype":"FP32","shape":[1,3,16,16],"data":[{{zeros}}]}]}""", Encoding.UTF8, "application/json");
using var response = await client.PostAsync(new Uri($"{url}/v2/models/{model}/infer"), content);
var text = await response.Content.ReadAsStringAsync();
if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{response.StatusCode}: {text}");
using var answer = JsonDocument.Parse(text);
foreach (var output in answer.RootElement.GetProperty("outputs").EnumerateArray())
    Console.WriteLine($"{output.GetProperty("name")} {output.GetProperty("shape")} {output.GetProperty("data")}");
