using Konnect.Host.Commands;

return await KonnectCommand.Root().Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
