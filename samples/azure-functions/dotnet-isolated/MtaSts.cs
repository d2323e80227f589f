using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

public static class MtaSts
{
    private const string Policy =
        "version: STSv1\n" +
        "mode: testing\n" +
        "mx: contoso-com.mail.protection.outlook.com\n" +
        "max_age: 604800\n";

    [Function("MtaSts")]
    public static async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/mta-sts.txt")]
        HttpRequestData request)
    {
        var response = request.CreateResponse(HttpStatusCode.OK);
        response.Headers.Add("Content-Type", "text/plain; charset=utf-8");
        await response.WriteStringAsync(Policy);
        return response;
    }
}
